package chat.bench.measurement;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The servers of a run, and the database that several of them share. */
public final class ServerGroup implements AutoCloseable {
  private final List<ServerProcess> servers = new ArrayList<>();
  private final Optional<DatabaseProcess> database;

  private ServerGroup(Optional<DatabaseProcess> database) {
    this.database = database;
  }

  /** A server that is started already; it is closed with the group. */
  public static ServerGroup of(ServerProcess server) {
    var group = new ServerGroup(Optional.empty());
    group.servers.add(server);
    return group;
  }

  /** Starts a database, and servers that share it. */
  public static ServerGroup open(Path image, int count, Path scratch) throws IOException {
    DatabaseProcess database = DatabaseProcess.open();
    var group = new ServerGroup(Optional.of(database));
    try {
      for (int i = 0; i < count; i++) {
        group.servers.add(ServerProcess.open(image, database, scratch));
      }
      return group;
    } catch (IOException e) {
      group.close();
      throw e;
    }
  }

  public int size() {
    return servers.size();
  }

  public ServerProcess server(int index) {
    return servers.get(index);
  }

  /** The memory of all servers together, without the database. */
  public Memory memory() {
    return new Memory(
        servers.stream().map(ServerProcess::process).map(ProcessHandle::pid).toList());
  }

  /** The CPU time of all servers together, and of the database. */
  public CpuUsage cpu() throws IOException {
    return CpuUsage.now(
        servers.stream().map(ServerProcess::process).toList(),
        database.isPresent() ? Optional.of(database.get().processes()) : Optional.empty());
  }

  @Override
  public void close() throws IOException {
    for (ServerProcess server : servers) {
      server.close();
    }
    if (database.isPresent()) {
      database.get().close();
    }
  }
}
