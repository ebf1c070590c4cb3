package chat.web;

import chat.web.http.Route;
import io.helidon.webserver.WebServerConfig;
import java.util.List;

/** Gives tests of other packages what a running server does not export. */
public final class ServerInternals {
  private ServerInternals() {}

  /** The number of connections that the server counts. */
  public static int connections(ChatServer server) {
    return server.connections();
  }

  /** The port that redirects to the one with TLS. */
  public static int httpPort(ChatServer server) {
    return server.httpPort();
  }

  /** The routes that the server's HTTP routing is built from. */
  public static List<Route> routes(ChatServer server) {
    return server.routes();
  }

  /** The listener as it is in production. */
  public static WebServerConfig.Builder setUp(ChatServer server, WebServerConfig.Builder builder) {
    return server.setUp(builder);
  }
}
