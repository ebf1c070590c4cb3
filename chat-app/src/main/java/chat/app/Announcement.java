package chat.app;

import chat.web.config.BuildInfo;
import chat.web.config.ListenerSettings;
import java.io.Console;
import java.io.PrintStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;
import java.util.stream.Stream;

/** The lines of the start: the address of the server, and on a terminal its QR code for a phone. */
final class Announcement {
  private final ListenerSettings listener;
  private final int port;

  /**
   * @param port the one that the server listens at
   */
  Announcement(ListenerSettings listener, int port) {
    this.listener = listener;
    this.port = port;
  }

  void print(PrintStream output) {
    String shown = listensEverywhere() ? "localhost" : listener.host();
    output.println("Chat is open at " + url(shown) + " (" + BuildInfo.current() + ")");
    if (isTerminal(output)) {
      addressForPhones().ifPresent(url -> output.println(url + '\n' + TerminalQrCode.of(url)));
    }
  }

  private static boolean isTerminal(PrintStream output) {
    // Null where there is no terminal and no module for line editing, as in the image.
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false)
        && output.charset().newEncoder().canEncode('█');
  }

  /**
   * An address that other machines of the network can open; empty: there is none. With TLS it is
   * the host that was named, because a certificate is for a name.
   */
  private Optional<String> addressForPhones() {
    if (listensEverywhere()) {
      return listener.tls().isPresent() ? Optional.empty() : ownAddress().map(this::url);
    }
    return isLoopback(listener.host()) ? Optional.empty() : Optional.of(url(listener.host()));
  }

  private boolean listensEverywhere() {
    return listener.host().equals("0.0.0.0") || listener.host().equals("::");
  }

  private String url(String host) {
    String written = host.contains(":") ? "[" + host + "]" : host;
    return (listener.tls().isPresent() ? "https://" : "http://") + written + ":" + port + "/";
  }

  /** Without looking a name up, which may take seconds. */
  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
  }

  /** The first IPv4 address of a private network. */
  private static Optional<String> ownAddress() {
    try (Stream<NetworkInterface> interfaces = NetworkInterface.networkInterfaces()) {
      return interfaces
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address && address.isSiteLocalAddress())
          .map(InetAddress::getHostAddress)
          .findFirst();
    } catch (SocketException e) {
      return Optional.empty();
    }
  }
}
