package chat.app.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * Opens connections to the server. Its certificate is not verified here, so that the other checks
 * go on where that of the certificate fails: nothing that is sent is a secret.
 *
 * @param remote the address to which connections are made
 * @param timeout of the connection and of each read
 */
record Connector(ServerAddress server, InetAddress remote, Duration timeout) {
  /**
   * Connections to this machine come from an address of their own, because the usual one is that of
   * a proxy on this machine as well.
   */
  private static final byte[] OWN_LOOPBACK = {127, 0, 0, 85};

  private static final int IPV4_BYTES = 4;

  /** Trusts every certificate. One for all connections, which then share a session of TLS. */
  private static final SSLContext UNVERIFIED = createUnverified();

  /** A connection on which nothing was sent yet, after the TLS handshake. */
  HttpConnection open() throws IOException {
    Socket socket = openSocket();
    if (!server.secure()) {
      return new HttpConnection(server, socket);
    }
    try {
      return new HttpConnection(server, startTls(socket, UNVERIFIED));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** A connection without TLS. */
  Socket openSocket() throws IOException {
    if (remote.isLoopbackAddress() && remote.getAddress().length == IPV4_BYTES) {
      try {
        return connected(InetAddress.getByAddress(OWN_LOOPBACK));
      } catch (IOException e) {
        // Other systems than Linux have one such address alone.
      }
    }
    return connected(null);
  }

  private Socket connected(InetAddress local) throws IOException {
    var socket = new Socket();
    try {
      if (local != null) {
        socket.bind(new InetSocketAddress(local, 0));
      }
      int millis = Math.toIntExact(timeout.toMillis());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(millis);
      socket.connect(new InetSocketAddress(remote, server.port()), millis);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Starts TLS on a socket, before the handshake; names the host as browsers do. */
  SSLSocket startTls(Socket socket, SSLContext context) throws IOException {
    var tls =
        (SSLSocket)
            context.getSocketFactory().createSocket(socket, server.host(), server.port(), true);
    if (!isLiteral(server.host())) {
      // By itself, Java does not name a host without a dot.
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(server.host())));
      tls.setSSLParameters(parameters);
    }
    return tls;
  }

  private static boolean isLiteral(String host) {
    try {
      return InetAddress.ofLiteral(host) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Trusts every certificate. */
  static SSLContext unverified() {
    return UNVERIFIED;
  }

  private static SSLContext createUnverified() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new UnverifiedCertificates()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
