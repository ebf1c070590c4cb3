package chat.sqlite.db;

import chat.core.log.TranscriptProvider.OpenException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The migrations that create the tables: a file of version N has had the first N. A migration that
 * was released is never changed, only followed by another one.
 */
public record Schema(List<String> migrations) {
  private static final String TABLES =
      """
      CREATE TABLE log (            -- one row
        epoch TEXT NOT NULL,        -- names the numbering of all rooms
        entries INTEGER NOT NULL    -- how many there are, in all rooms; grows with each commit
      ) STRICT;
      INSERT INTO log VALUES ('', 0);

      CREATE TABLE room (
        no INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE
      ) STRICT;

      CREATE TABLE said (
        place INTEGER PRIMARY KEY,  -- room.no << 40 | seq, as everywhere below
        at INTEGER NOT NULL,        -- milliseconds since 1970
        author TEXT NOT NULL,       -- the member's id, and its name at that time
        name TEXT NOT NULL,
        id TEXT NOT NULL,           -- the sender's own, or empty
        re INTEGER,                 -- the place of the message that this one answers
        text TEXT                   -- NULL once it was taken back
      ) STRICT;

      CREATE TABLE changed (        -- the other entries
        place INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        author TEXT NOT NULL,
        name TEXT NOT NULL,
        id TEXT NOT NULL,
        kind INTEGER NOT NULL,      -- 1 edited, 2 deleted, 3 reaction on, 4 reaction off
        message INTEGER NOT NULL,   -- its place in said
        text TEXT                   -- the new text, NULL once it was taken back; or the emoji
      ) STRICT;
      CREATE INDEX edit ON changed (message) WHERE kind = 1;

      CREATE TABLE sent (           -- which id of whom became which entry
        author TEXT NOT NULL,
        room INTEGER NOT NULL,
        id TEXT NOT NULL,
        place INTEGER NOT NULL,
        PRIMARY KEY (author, room, id)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE reaction (       -- those that stand, so that nobody has to count entries
        message INTEGER NOT NULL,
        emoji TEXT NOT NULL,
        since INTEGER NOT NULL,     -- the place of its entry
        author TEXT NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (message, emoji, since)
      ) STRICT, WITHOUT ROWID;
      CREATE UNIQUE INDEX reaction_once ON reaction (message, emoji, author);

      CREATE TABLE kind (           -- the kinds of reactions that stand on a message
        message INTEGER NOT NULL,
        emoji TEXT NOT NULL,
        since INTEGER NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (message, emoji)
      ) STRICT, WITHOUT ROWID;
      """;

  private static final String FILES =
      """
      ALTER TABLE said ADD COLUMN files TEXT;  -- NULL without one, and once the message was deleted
      CREATE TABLE attachment (     -- the files that a message has, or had
        file TEXT PRIMARY KEY,
        message INTEGER NOT NULL,
        detached INTEGER NOT NULL   -- 1 once the message was deleted
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX attachment_message ON attachment (message) WHERE detached = 0;
      """;

  private static final String PINS_AND_ANSWERS =
      """
      CREATE TABLE pin (            -- the messages that are pinned; in changed: 5 pinned, 6 no longer
        message INTEGER PRIMARY KEY
      ) STRICT;
      CREATE INDEX answer ON said (re) WHERE re IS NOT NULL AND text IS NOT NULL;
      """;

  public static final Schema CURRENT = new Schema(List.of(TABLES, FILES, PINS_AND_ANSWERS));

  public Schema {
    migrations = List.copyOf(migrations);
  }

  /**
   * Checks that this version of the program knows the version of the file.
   *
   * @return the version of the file, 0 for an empty one
   * @throws OpenException when the file has a newer version
   */
  public int check(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int version = version(statement);
      if (version > migrations.size()) {
        throw new OpenException(
            "The log was written by a newer version of the chat room (its format is %d, this one knows %d); start that version, or choose another directory with --data."
                .formatted(version, migrations.size()),
            null);
      }
      return version;
    }
  }

  /**
   * Migrates a file of an older version, or an empty one, in one transaction. A file of this
   * version is not written, so that a server starts on a full disk, too.
   *
   * @throws OpenException when the file has a newer version
   */
  public void migrate(Connection connection) throws SQLException {
    int version = check(connection);
    if (version == migrations.size()) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      for (String migration : migrations.subList(version, migrations.size())) {
        statement.executeUpdate(migration);
      }
      statement.executeUpdate("PRAGMA user_version = " + migrations.size());
      connection.commit();
    }
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      row.next();
      return row.getInt(1);
    }
  }
}
