package chat.sqlite;

import chat.core.log.RoomImport;
import chat.core.log.TranscriptProvider;
import chat.core.log.Transcripts;
import chat.core.name.RoomName;
import chat.files.AtomicFile;
import chat.files.FileErrors;
import chat.sqlite.db.Database;
import chat.sqlite.db.DatabaseCopy;
import chat.sqlite.db.FailureReason;
import chat.sqlite.db.Incarnation;
import chat.sqlite.db.NativeLibrary;
import chat.sqlite.db.RollbackGuard;
import chat.sqlite.db.RoomTable;
import chat.sqlite.db.Schema;
import chat.sqlite.member.MemberRenumbering;
import chat.sqlite.member.SqliteMembers;
import chat.sqlite.write.LedgerImport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens the log in a directory: {@code chat.db} and the files beside it. */
public final class SqliteProvider implements TranscriptProvider {
  public static final String FILE = "chat.db";

  /** For {@link java.util.ServiceLoader}. */
  public SqliteProvider() {}

  @Override
  public boolean opens(URI location) {
    return "file".equals(location.getScheme());
  }

  @Override
  public Transcripts open(Location location, InstantSource clock) {
    return open(Path.of(location.uri()), clock);
  }

  /** Opens the log in a directory. */
  public Transcripts open(Path directory, InstantSource clock) {
    SqliteSettings settings = SqliteSettings.DEFAULTS;
    var database = new Database(directory.resolve(FILE), settings.database());
    return open(database, Schema.CURRENT, clock, settings);
  }

  /** The same with a database, a schema and settings of a test. */
  public static Transcripts open(
      Database database, Schema schema, InstantSource clock, SqliteSettings settings) {
    return open(
        database,
        schema,
        (guard, incarnation) ->
            new SqliteTranscripts(database, guard, incarnation, clock, settings));
  }

  /** Uses a log that is open; closes the guard when it is done. */
  private interface Use<T> {
    T of(RollbackGuard guard, Incarnation incarnation) throws SQLException;
  }

  private static <T> T open(Database database, Schema schema, Use<T> use) {
    Path directory = database.file().toAbsolutePath().getParent();
    RollbackGuard guard = RollbackGuard.acquire(directory);
    try {
      NativeLibrary.load(directory);
      check(database, schema, guard);
      // Empty: SQLite fills it, and gives its journal the same permissions.
      var _ = new AtomicFile(database.file()).createIfAbsent("");
      return use.of(guard, openIncarnation(database, schema, guard));
    } catch (OpenException e) {
      guard.close();
      throw e;
    } catch (SQLException | IOException e) {
      guard.close();
      throw new OpenException(
          "The log %s cannot be opened (%s); %s."
              .formatted(database.file(), e.getMessage(), advice(FailureReason.of(e))),
          e);
    }
  }

  @Override
  public Optional<RoomImport> startImport(Location location, RoomName room) {
    Path file = Path.of(location.uri()).resolve(FILE);
    var database = new Database(file, Database.Settings.DEFAULTS);
    return Optional.of(
        open(
            database,
            Schema.CURRENT,
            (guard, incarnation) ->
                new LedgerImport(
                    database,
                    incarnation,
                    room,
                    () -> {
                      database.mergeJournal();
                      guard.close();
                    })));
  }

  @Override
  public Optional<DatabaseCopies> copyDatabases(Location location, Path folder) {
    Path directory = Path.of(location.uri());
    try {
      NativeLibrary.load(folder);
    } catch (IOException e) {
      throw new OpenException(
          folder + " cannot be written (" + FileErrors.reason(e) + "); choose another place.", e);
    }
    Path log = copy(directory.resolve(FILE), folder);
    List<Path> files = new ArrayList<>(List.of(log));
    // After the log, so that the mentions that it has are those of the log, or later ones.
    if (Files.exists(directory.resolve(SqliteMembers.FILE))) {
      files.add(copy(directory.resolve(SqliteMembers.FILE), folder));
    }
    return Optional.of(new DatabaseCopies(files, adopt(log)));
  }

  @Override
  public Optional<Examination> examine(Location location, Path folder) {
    try {
      NativeLibrary.load(folder);
    } catch (IOException e) {
      throw new OpenException(
          folder + " cannot be written (" + FileErrors.reason(e) + "); choose another place.", e);
    }
    return Optional.of(new SqliteExamination(Path.of(location.uri())).run());
  }

  private static Path copy(Path file, Path folder) {
    try {
      return DatabaseCopy.write(new Database(file, Database.Settings.DEFAULTS), folder);
    } catch (SQLException | IOException e) {
      throw new OpenException(
          file + " cannot be copied (" + e.getMessage() + "); correct that, and try again.", e);
    }
  }

  /**
   * The guard beside the copy is none of the copied files: what is restored gets a new numbering.
   */
  private static long adopt(Path log) {
    var copy = new Database(log, Database.Settings.DEFAULTS);
    try (RollbackGuard guard = RollbackGuard.acquire(log.toAbsolutePath().getParent());
        Connection connection = copy.openReader()) {
      return Incarnation.adopt(copy, connection, guard);
    } catch (SQLException | IOException e) {
      throw new OpenException("The copy of the log cannot be read: " + e.getMessage(), e);
    }
  }

  /** What an owner does about a log that cannot be opened; part of a sentence. */
  static String advice(FailureReason reason) {
    return reason.isDamage()
        ? "put back a copy of it, or move it away to begin a new one"
        : "correct that, and start the server again";
  }

  /**
   * Refuses a log of a newer version, or with fewer entries than there were, before anything is
   * written: SQLite removes the journal of an empty file, and a connection that may write copies
   * what is left of a damaged journal into the file when it is closed.
   */
  private static void check(Database database, Schema schema, RollbackGuard guard)
      throws SQLException {
    long entries = 0;
    if (database.size() > 0) {
      try (Connection connection = database.openReader()) {
        entries = schema.check(connection) == 0 ? 0 : Incarnation.entries(connection);
      }
    }
    guard.checkNothingIsMissing(database.file(), entries);
  }

  private static Incarnation openIncarnation(Database database, Schema schema, RollbackGuard guard)
      throws SQLException, IOException {
    try (Connection connection = database.openWriter()) {
      schema.migrate(connection);
      Incarnation incarnation = Incarnation.open(database, connection, guard);
      if (incarnation.epochBefore().isPresent()) {
        MemberRenumbering.run(
            database.file().toAbsolutePath().getParent(),
            new RoomTable(connection)::head,
            incarnation.epochBefore().get(),
            incarnation.epoch());
      }
      return incarnation;
    }
  }
}
