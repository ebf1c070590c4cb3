package chat.sqlite;

import chat.core.TranscriptProvider;
import chat.core.Transcripts;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;

/** Opens the log in a folder: {@code chat.db} and what belongs to it. */
public final class SqliteProvider implements TranscriptProvider {
  static final String FILE = "chat.db";

  /** For {@link java.util.ServiceLoader}. */
  public SqliteProvider() {}

  @Override
  public Transcripts open(Path directory, InstantSource clock) {
    return open(new Database(directory.resolve(FILE)), Schema.CURRENT, clock, Intake.WAITING);
  }

  static Transcripts open(
      Database database, Schema schema, InstantSource clock, Intake.Limit waiting) {
    Path directory = database.file().toAbsolutePath().getParent();
    Mark mark = Mark.hold(directory);
    try {
      NativeLibrary.load(directory);
      OwnerOnly.file(database.file());
      return new SqliteTranscripts(database, mark, begin(database, schema, mark), clock, waiting);
    } catch (CannotOpen e) {
      mark.close();
      throw e;
    } catch (SQLException | IOException e) {
      mark.close();
      throw new CannotOpen(
          "The log "
              + database.file()
              + " cannot be opened ("
              + e.getMessage()
              + "); mend that, put back a copy of it, or move it away to begin a new one.",
          e);
    }
  }

  private static Incarnation begin(Database database, Schema schema, Mark mark)
      throws SQLException, IOException {
    try (Connection connection = database.toWrite()) {
      schema.bring(connection);
      return Incarnation.of(database, connection, mark);
    }
  }
}
