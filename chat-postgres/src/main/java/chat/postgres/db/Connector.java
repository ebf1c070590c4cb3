package chat.postgres.db;

import java.sql.Connection;
import java.sql.SQLException;

/** Connects to the database. */
public interface Connector {
  /** A new connection, which commits each statement. */
  Connection connect() throws SQLException;
}
