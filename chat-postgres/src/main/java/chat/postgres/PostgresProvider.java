package chat.postgres;

import chat.core.cluster.StoreUnavailableException;
import chat.core.log.RoomImport;
import chat.core.log.TranscriptImport;
import chat.core.log.TranscriptProvider;
import chat.core.log.Transcripts;
import chat.core.name.RoomName;
import chat.postgres.db.Database;
import chat.postgres.db.FailureReason;
import chat.postgres.db.Schema;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** Opens the log in a PostgreSQL database. */
public final class PostgresProvider implements TranscriptProvider {
  /** For {@link java.util.ServiceLoader}. */
  public PostgresProvider() {}

  @Override
  public boolean opens(URI location) {
    return location.toString().startsWith(Database.SCHEME);
  }

  @Override
  public Transcripts open(Location location, InstantSource clock) {
    return open(location, clock, Settings.DEFAULTS);
  }

  /** The same with the periods of a test. */
  public static Transcripts open(Location location, InstantSource clock, Settings settings) {
    Database database = Database.of(location, System.getenv());
    try (Connection connection = database.connect()) {
      return started(new PostgresTranscripts(database, Schema.open(connection), clock, settings));
    } catch (StoreUnavailableException e) {
      throw new OpenException("--database: " + e.getMessage() + "; start the server again.", e);
    } catch (SQLException e) {
      throw new OpenException(
          "--database: the log cannot be opened, because %s; correct that, and start the server again."
              .formatted(FailureReason.of(e)),
          e);
    }
  }

  @Override
  public Optional<TranscriptImport> startImport(Location location) {
    return Optional.of(
        startImport(
            "--to",
            location,
            connection -> PostgresImport.ofAll(connection, InstantSource.system())));
  }

  @Override
  public Optional<RoomImport> startImport(Location location, RoomName room) {
    PostgresImport started =
        startImport(
            "--database",
            location,
            connection -> PostgresImport.ofRoom(connection, InstantSource.system(), room));
    return Optional.of(new PostgresRoomImport(started, room));
  }

  @Override
  public Optional<Examination> examine(Location location, Path folder) {
    Database database = Database.of(location, System.getenv());
    var examination = new PostgresExamination(InstantSource.system());
    return Optional.of(new Examination(examination.run(database::connect), Set.of()));
  }

  private interface Start {
    PostgresImport of(Connection connection) throws SQLException;
  }

  private static PostgresImport startImport(String option, Location location, Start start) {
    try {
      return started(Database.of(location, System.getenv()).connect(), start);
    } catch (SQLException e) {
      throw new OpenException(
          option
              + ": the database cannot be used, because %s; correct that, and try again."
                  .formatted(FailureReason.of(e)),
          e);
    }
  }

  private static PostgresImport started(Connection connection, Start start) throws SQLException {
    try {
      return start.of(connection);
    } catch (SQLException | OpenException e) {
      connection.close();
      throw e;
    }
  }

  private static Transcripts started(PostgresTranscripts transcripts) throws SQLException {
    try {
      transcripts.start();
      return transcripts;
    } catch (SQLException | RuntimeException e) {
      transcripts.close();
      throw e;
    }
  }
}
