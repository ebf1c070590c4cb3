package chat.app.cluster;

import chat.app.consistency.RestartableServer;
import chat.app.testing.ServerProcess;
import chat.core.log.TranscriptProvider.Location;
import chat.postgres.testing.FaultyProxy;
import chat.postgres.testing.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Server processes with one database, behind a balancer. Each server reaches the database through a
 * proxy of its own, which can cut it off.
 */
public final class ServerGroup implements AutoCloseable {
  private final PostgresServer database = new PostgresServer();
  private final Location location;
  private final List<Server> servers = new ArrayList<>();
  private final RoundRobinBalancer balancer;

  /**
   * One of the servers.
   *
   * @param link between the server and the database
   */
  public record Server(RestartableServer process, FaultyProxy link) {
    /** The address of its pages. */
    public URI address() {
      return URI.create("http://localhost:" + process.port() + "/");
    }

    /** Waits until its {@code /health} answers this. */
    public void awaitHealth(int status) throws Exception {
      try (HttpClient http = HttpClient.newHttpClient()) {
        var request = HttpRequest.newBuilder(address().resolve("/health")).build();
        int _ =
            Polling.await(
                () -> http.send(request, BodyHandlers.discarding()).statusCode(),
                answer -> answer == status);
      }
    }
  }

  /** Starts a server process. */
  public interface Starter {
    ServerProcess start(int port, Location database, String... flags) throws IOException;
  }

  /** Starts the database and the servers; without limits of rates and connections by default. */
  public ServerGroup(int count, String... flags) throws IOException, SQLException {
    this(ServerProcess::startWithDatabase, count, flags);
  }

  /** The same with servers that a starter starts. */
  public ServerGroup(Starter starter, int count, String... flags) throws IOException, SQLException {
    try {
      location = database.create();
      for (int i = 0; i < count; i++) {
        var link = new FaultyProxy(location);
        servers.add(new Server(start(starter, link.location(), flags), link));
      }
      balancer =
          new RoundRobinBalancer(servers.stream().map(server -> server.process.port()).toList());
    } catch (IOException | SQLException e) {
      closeServers();
      throw e;
    }
  }

  private static RestartableServer start(Starter starter, Location location, String... flags)
      throws IOException {
    List<String> all = new ArrayList<>(List.of("--connections-per-address", "off"));
    all.addAll(List.of(flags));
    if (!all.contains("--message-rate")) {
      all.addAll(List.of("--message-rate", "off"));
    }
    return RestartableServer.of(port -> starter.start(port, location, all.toArray(String[]::new)));
  }

  public PostgresServer database() {
    return database;
  }

  /** The location of the database, without a proxy. */
  public Location location() {
    return location;
  }

  /** The owner's key, which the first start has made. */
  public String ownerKey() throws SQLException {
    return PostgresServer.query(location, "SELECT value FROM chat.secret WHERE kind = 'owner-key'");
  }

  public RoundRobinBalancer balancer() {
    return balancer;
  }

  public List<Server> servers() {
    return List.copyOf(servers);
  }

  public Server server(int index) {
    return servers.get(index);
  }

  private void closeServers() throws IOException {
    try (database) {
      for (Server server : servers) {
        server.process.close();
        server.link.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    balancer.close();
    closeServers();
  }
}
