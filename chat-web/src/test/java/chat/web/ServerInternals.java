package chat.web;

import chat.core.log.Transcripts;
import chat.web.config.FileStorage;
import chat.web.config.ServerSecrets;
import chat.web.config.WebSettings;
import chat.web.http.Route;
import chat.web.session.ConnectionTimeouts;
import io.helidon.webserver.WebServerConfig;
import java.util.List;
import java.util.Optional;

/** Access to the internals of a running server for tests of other packages. */
public final class ServerInternals {
  private ServerInternals() {}

  /** A server with other connection timeouts than in production. */
  public static ChatServer create(
      WebSettings settings,
      Transcripts transcripts,
      ServerSecrets secrets,
      Optional<FileStorage> files,
      ConnectionTimeouts timeouts) {
    return new ChatServer(settings, transcripts, secrets, files, timeouts);
  }

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
