package chat.postgres.file;

import chat.core.file.FileStore;
import chat.core.log.TranscriptProvider.Location;
import chat.core.testing.FileStoreContract;
import chat.postgres.db.Database;
import chat.postgres.db.Schema;
import chat.postgres.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;

/** The store in a database keeps the contract. */
class PostgresFileStoreTest extends FileStoreContract {
  private static final PostgresServer SERVER = PostgresServer.shared();

  private Database database;

  @Override
  protected FileStore open(InstantSource clock) throws SQLException {
    if (database == null) {
      Location location = SERVER.cleared();
      database = Database.of(location, Map.of());
      try (Connection connection = database.connect()) {
        Schema.open(connection);
      }
    }
    return new PostgresFileStore(database, clock);
  }
}
