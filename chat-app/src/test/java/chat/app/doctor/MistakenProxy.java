package chat.app.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;

/** A reverse proxy with TLS, for one request on each connection, that makes one mistake. */
final class MistakenProxy implements AutoCloseable {
  private static final int IDLE_MILLIS = 100;
  private static final int MAX_BODY = 1 << 20;

  private final ServerSocket listener;
  private final int server;
  private final Mistake mistake;

  /** The mistake of the proxy. */
  enum Mistake {
    NONE,
    DROPS_UPGRADE,
    CUTS_IDLE_CONNECTIONS,
    CUTS_SILENT_LINES,
    COLLECTS_ANSWERS,
    COLLECTS_REQUESTS,
    LIMITS_BODIES,
    REPLACES_HOST,
    SETS_NO_ADDRESS,
    BELIEVES_CLIENTS,
    SETS_NO_SCHEME,
    CHANGES_COOKIES,
    REMOVES_ORIGIN,
    REACHES_NO_SERVER
  }

  /**
   * @param server the port of the server
   */
  MistakenProxy(SSLContext tls, int server, Mistake mistake) throws IOException {
    listener =
        tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.server = server;
    this.mistake = mistake;
    Thread.ofVirtual().start(this::accept);
  }

  ServerAddress address() {
    return new ServerAddress(true, "localhost", listener.getLocalPort());
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      List<String> head = head(client.getInputStream());
      if (mistake == Mistake.REACHES_NO_SERVER) {
        answer(client, "502 Bad Gateway");
      } else if (mistake == Mistake.LIMITS_BODIES && length(head) > MAX_BODY) {
        answer(client, "413 Request Entity Too Large");
      } else if (!head.isEmpty()) {
        forward(client, head);
      }
    } catch (IOException e) {
      // The connection has ended.
    }
  }

  private static void answer(Socket client, String status) throws IOException {
    client
        .getOutputStream()
        .write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n").getBytes(ISO_8859_1));
  }

  /** The lines of a head; none: the connection has ended before. */
  private static List<String> head(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    while (!bytes.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return List.of();
      }
      bytes.write(next);
    }
    return List.of(bytes.toString(ISO_8859_1).strip().split("\r\n"));
  }

  private static boolean has(String line, String name) {
    return line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":");
  }

  private static long length(List<String> head) {
    return head.stream()
        .filter(line -> has(line, "Content-Length"))
        .mapToLong(line -> Long.parseLong(line.split(": ", 2)[1]))
        .findFirst()
        .orElse(0);
  }

  private void forward(Socket client, List<String> head) throws IOException {
    boolean isWebSocket = head.stream().anyMatch(line -> has(line, "Upgrade"));
    boolean staysOpen = isWebSocket || head.getFirst().contains("/stream ");
    var body = new byte[0];
    if (mistake == Mistake.COLLECTS_REQUESTS) {
      body = client.getInputStream().readNBytes(Math.toIntExact(length(head)));
    }
    try (var upstream = new Socket(InetAddress.getLoopbackAddress(), server)) {
      String lines = String.join("\r\n", rewritten(head, client)) + "\r\n\r\n";
      upstream.getOutputStream().write(lines.getBytes(ISO_8859_1));
      upstream.getOutputStream().write(body);
      Thread.ofVirtual().start(() -> copy(client, upstream));
      if (mistake == Mistake.COLLECTS_ANSWERS && !isWebSocket) {
        client.getOutputStream().write(upstream.getInputStream().readAllBytes());
      } else if (mistake == Mistake.CHANGES_COOKIES && !staysOpen) {
        String all = new String(upstream.getInputStream().readAllBytes(), ISO_8859_1);
        client.getOutputStream().write(all.replace("; HttpOnly", "").getBytes(ISO_8859_1));
      } else {
        boolean isLines = head.contains("Accept: text/plain");
        if (staysOpen
            && (mistake == Mistake.CUTS_IDLE_CONNECTIONS
                || (isLines && mistake == Mistake.CUTS_SILENT_LINES))) {
          upstream.setSoTimeout(IDLE_MILLIS);
        }
        copy(upstream, client);
      }
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      from.getInputStream().transferTo(out);
      to.shutdownOutput();
    } catch (SocketTimeoutException e) {
      // The idle timeout.
    } catch (IOException e) {
      // The connection has ended.
    }
  }

  private List<String> rewritten(List<String> head, Socket client) {
    boolean believes = mistake == Mistake.BELIEVES_CLIENTS;
    boolean claimsAddress = head.stream().anyMatch(line -> has(line, "X-Forwarded-For"));
    List<String> lines = new ArrayList<>();
    for (String line : head) {
      if (mistake == Mistake.REPLACES_HOST && has(line, "Host")) {
        lines.add("Host: 127.0.0.1:" + server);
      } else if (!isDropped(line, believes)) {
        lines.add(line);
      }
    }
    if (mistake != Mistake.SETS_NO_ADDRESS && !(believes && claimsAddress)) {
      lines.add("X-Forwarded-For: " + client.getInetAddress().getHostAddress());
    }
    if (mistake != Mistake.SETS_NO_SCHEME) {
      lines.add("X-Forwarded-Proto: https");
    }
    return lines;
  }

  private boolean isDropped(String line, boolean believes) {
    return has(line, "Forwarded")
        || (has(line, "X-Forwarded-For") && !believes)
        || (mistake == Mistake.REMOVES_ORIGIN && has(line, "Origin"))
        || (mistake == Mistake.DROPS_UPGRADE && (has(line, "Upgrade") || has(line, "Connection")));
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
