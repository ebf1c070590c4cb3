package chat.sqlite.db;

import java.sql.Connection;
import java.sql.SQLException;

/** The owner of one connection to a database, which is closed with it. */
public abstract class ConnectionOwner implements AutoCloseable {
  protected final Connection connection;

  protected ConnectionOwner(Connection connection) {
    this.connection = connection;
  }

  @Override
  public final void close() throws SQLException {
    connection.close();
  }
}
