package chat.sqlite.member;

import chat.files.AtomicFile;
import chat.sqlite.db.Database;
import chat.sqlite.db.FailureReason;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Opens the database file of members, beside the log. It is a file of its own, so that the
 * transactions of the log neither wait for it nor grow, and a damage of it takes no message. A file
 * that is damaged or of another version is moved aside, and a new one begins.
 */
final class MemberFile {
  private static final System.Logger LOG = System.getLogger(MemberFile.class.getName());

  static final String FILE = "members.db";
  static final String ASIDE = "members.db.damaged";

  private static final int VERSION = 1;

  private static final String TABLES =
      """
      CREATE TABLE visit (
        member TEXT NOT NULL,
        room TEXT NOT NULL,
        name TEXT NOT NULL,         -- the key of the member's name at the latest visit
        at INTEGER NOT NULL,        -- when it was last there, in milliseconds since 1970
        epoch TEXT,                 -- how far it has read, or NULL
        seq INTEGER,
        PRIMARY KEY (member, room)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX visit_name ON visit (room, name, at);

      CREATE TABLE mention (
        no INTEGER PRIMARY KEY AUTOINCREMENT,
        member TEXT NOT NULL,
        room TEXT NOT NULL,
        epoch TEXT NOT NULL,
        seq INTEGER NOT NULL        -- of the message
      ) STRICT;
      CREATE UNIQUE INDEX mention_message ON mention (room, seq, member);
      CREATE INDEX mention_member ON mention (member, no);

      CREATE TABLE mentioned (      -- up to where the mentions of a room are kept
        room TEXT PRIMARY KEY,
        epoch TEXT NOT NULL,
        seq INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      """;

  private final Database database;

  MemberFile(Path directory) {
    this.database = database(directory);
  }

  /** The database in the directory of a log. */
  static Database database(Path directory) {
    return new Database(
        directory.resolve(FILE),
        new Database.Settings(Database.Settings.DEFAULTS.busyTimeout(), 2 * 1024, 0, 500));
  }

  /** Whether a database has the tables of this version. */
  static boolean isCurrent(Connection connection) throws SQLException {
    return version(connection) == VERSION;
  }

  /** Opens the file for one thread that reads and writes; creates it where there is none. */
  MemberTables open() throws SQLException, IOException {
    try {
      return openTables();
    } catch (SQLException e) {
      if (!FailureReason.of(e).isDamage()) {
        throw e;
      }
      moveAside("is damaged");
      return openTables();
    }
  }

  private MemberTables openTables() throws SQLException, IOException {
    // Empty: SQLite fills it, and gives its journal the same permissions.
    var _ = new AtomicFile(database.file()).createIfAbsent("");
    Connection connection = database.openWriter();
    try {
      int version = version(connection);
      if (version == 0) {
        create(connection);
      } else if (version != VERSION) {
        connection.close();
        moveAside("is of another version");
        return openTables();
      }
      return new MemberTables(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(TABLES);
      statement.executeUpdate("PRAGMA user_version = " + VERSION);
      connection.commit();
    }
  }

  /** Moves the file aside; there may be no connection to it. */
  void moveAside(String reason) throws IOException {
    LOG.log(
        Level.WARNING,
        "{0} {1} and is now {2}; rooms, read positions and mentions of members begin anew",
        FILE,
        reason,
        ASIDE);
    Path file = database.file();
    Files.move(file, file.resolveSibling(ASIDE), StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(file.resolveSibling(FILE + "-wal"));
    Files.deleteIfExists(file.resolveSibling(FILE + "-shm"));
  }
}
