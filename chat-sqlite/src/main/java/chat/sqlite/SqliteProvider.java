package chat.sqlite;

import chat.core.log.TranscriptProvider;
import chat.core.log.Transcripts;
import chat.files.AtomicFile;
import chat.sqlite.db.Database;
import chat.sqlite.db.Incarnation;
import chat.sqlite.db.NativeLibrary;
import chat.sqlite.db.RollbackGuard;
import chat.sqlite.db.Schema;
import chat.sqlite.write.CommitQueue;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;

/** Opens the log in a folder: {@code chat.db} and what belongs to it. */
public final class SqliteProvider implements TranscriptProvider {
  public static final String FILE = "chat.db";

  /** For {@link java.util.ServiceLoader}. */
  public SqliteProvider() {}

  @Override
  public Transcripts open(Path directory, InstantSource clock) {
    return open(new Database(directory.resolve(FILE)), Schema.CURRENT, clock, CommitQueue.WAITING);
  }

  public static Transcripts open(
      Database database, Schema schema, InstantSource clock, CommitQueue.Limit waiting) {
    Path directory = database.file().toAbsolutePath().getParent();
    RollbackGuard mark = RollbackGuard.hold(directory);
    try {
      NativeLibrary.load(directory);
      // Empty: SQLite fills it, and gives its journal the same permissions.
      var _ = new AtomicFile(database.file()).createIfAbsent("");
      return new SqliteTranscripts(database, mark, begin(database, schema, mark), clock, waiting);
    } catch (OpenException e) {
      mark.close();
      throw e;
    } catch (SQLException | IOException e) {
      mark.close();
      throw new OpenException(
          "The log "
              + database.file()
              + " cannot be opened ("
              + e.getMessage()
              + "); mend that, put back a copy of it, or move it away to begin a new one.",
          e);
    }
  }

  private static Incarnation begin(Database database, Schema schema, RollbackGuard mark)
      throws SQLException, IOException {
    try (Connection connection = database.toWrite()) {
      schema.bring(connection);
      return Incarnation.of(database, connection, mark);
    }
  }
}
