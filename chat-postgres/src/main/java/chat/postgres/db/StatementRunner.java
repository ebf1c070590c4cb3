package chat.postgres.db;

import chat.core.cluster.StoreUnavailableException;
import java.lang.System.Logger.Level;

/** Runs short statements for what the servers share, and logs once when the database fails. */
public final class StatementRunner implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(StatementRunner.class.getName());

  private final ConnectionPool connections;
  private volatile boolean failing;

  public StatementRunner(Database database) {
    connections = ConnectionPool.ofWriters(database);
  }

  /**
   * Runs statements that may be repeated.
   *
   * @throws StoreUnavailableException when the outcome is a failure, or is not known
   */
  public <T> T run(ConnectionPool.Task<T> task) {
    try {
      T result = connections.run(task);
      failing = false;
      return result;
    } catch (StoreUnavailableException e) {
      if (!failing) {
        failing = true;
        LOG.log(Level.ERROR, "what the servers share cannot be used: {0}", e.getMessage());
      }
      throw e;
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
