package chat.postgres;

import chat.core.cluster.Ruling;
import chat.core.file.StoredFile;
import chat.core.log.Entry;
import chat.core.log.LogUnavailableException;
import chat.core.log.TranscriptImport;
import chat.core.log.TranscriptProvider.OpenException;
import chat.core.member.MemberImport;
import chat.core.name.RoomName;
import chat.postgres.db.Database;
import chat.postgres.db.FailureReason;
import chat.postgres.db.Schema;
import chat.postgres.entry.EntryKind;
import chat.postgres.entry.Reader;
import chat.postgres.file.FileChunks;
import chat.postgres.member.MemberTableImport;
import chat.postgres.shared.RulingTable;
import chat.postgres.shared.SecretTable;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes over logs in one transaction, into a database without an entry. */
final class PostgresImport implements TranscriptImport {
  private static final String ADD =
      "INSERT INTO entry (room, seq, at, author, name, id, kind, target, text, files) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  /** A reaction stands since the first time after it was last taken away. */
  private static final String REACTIONS =
      """
      INSERT INTO reaction (room, message, emoji, author, name, since)
        SELECT DISTINCT ON (e.room, e.target, e.text, e.author)
            e.room, e.target, e.text, e.author, e.name, e.seq
          FROM entry e
            JOIN entry m ON m.room = e.room AND m.seq = e.target AND m.kind = 0 AND m.text IS NOT NULL
          WHERE e.room = ANY (?) AND e.kind = 3 AND NOT EXISTS (SELECT FROM entry off
              WHERE off.room = e.room AND off.target = e.target AND off.kind > 0 AND off.kind = 4
                AND off.author = e.author AND off.text = e.text AND off.seq > e.seq)
          ORDER BY e.room, e.target, e.text, e.author, e.seq
      """;

  private static final String KINDS =
      """
      INSERT INTO kind (room, message, emoji, since, count)
        SELECT room, message, emoji, min(since), count(*) FROM reaction WHERE room = ANY (?) GROUP BY room, message, emoji
      """;

  /** A message is pinned when that was the last of its pins and removals. */
  private static final String PINS =
      """
      INSERT INTO pin (room, message)
        SELECT p.room, p.target
          FROM (SELECT DISTINCT ON (e.room, e.target) e.room, e.target, e.kind FROM entry e
              WHERE e.room = ANY (?) AND e.kind IN (5, 6) ORDER BY e.room, e.target, e.seq DESC) p
            JOIN entry m ON m.room = p.room AND m.seq = p.target AND m.text IS NOT NULL
          WHERE p.kind = 5
      """;

  private static final String ATTACHMENTS =
      """
      INSERT INTO attachment
        SELECT split_part(line, E'\\t', 1), e.room, e.seq, false
          FROM entry e CROSS JOIN LATERAL unnest(string_to_array(e.files, E'\\n')) AS line
          WHERE e.room = ANY (?) AND e.files IS NOT NULL
      """;

  private final Connection connection;
  private final InstantSource clock;
  private final Map<RoomName, Long> rooms = new HashMap<>();

  private PostgresImport(Connection connection, InstantSource clock) throws SQLException {
    this.connection = connection;
    this.clock = clock;
    String ignored = Schema.open(connection);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      // An index of many entries takes longer than a server's statements may.
      statement.execute("SET LOCAL statement_timeout = 0");
      statement.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
    }
    connection.setNetworkTimeout(Runnable::run, 0);
  }

  /**
   * Begins to take over all rooms.
   *
   * @throws OpenException when the database has an entry
   */
  static PostgresImport ofAll(Connection connection, InstantSource clock) throws SQLException {
    var taken = new PostgresImport(connection, clock);
    try (Statement statement = connection.createStatement()) {
      statement.execute("LOCK TABLE log, room IN EXCLUSIVE MODE");
    }
    if (!Reader.all(connection, "SELECT no FROM room LIMIT 1", row -> row.getLong(1)).isEmpty()) {
      throw new OpenException(
          "--to: there are messages in this database already; choose another one, or remove its schema with DROP SCHEMA chat CASCADE.",
          null);
    }
    return taken;
  }

  /**
   * Begins to take over one room, beside others.
   *
   * @throws OpenException when the room has an entry
   */
  static PostgresImport ofRoom(Connection connection, InstantSource clock, RoomName room)
      throws SQLException {
    var taken = new PostgresImport(connection, clock);
    taken.rooms.put(room, taken.addRoom(room));
    if (!Reader.all(
            connection,
            "SELECT last FROM room WHERE name = ? AND last > 0",
            row -> row.getLong(1),
            room.value())
        .isEmpty()) {
      throw new OpenException(
          "--room: something was said in this room already; choose one in which nothing was.",
          null);
    }
    return taken;
  }

  @Override
  public void add(RoomName room, List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    try {
      Long number = rooms.get(room);
      if (number == null) {
        number = addRoom(room);
        rooms.put(room, number);
      }
      add(number, entries);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static LogUnavailableException failure(SQLException e) {
    return new LogUnavailableException(FailureReason.of(e));
  }

  private long addRoom(RoomName room) throws SQLException {
    return Reader.all(
            connection,
            "INSERT INTO room (name) VALUES (?) ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING no",
            row -> row.getLong(1),
            room.value())
        .getFirst();
  }

  private void add(long room, List<Entry> entries) throws SQLException {
    try (PreparedStatement add = connection.prepareStatement(ADD)) {
      for (Entry entry : entries) {
        set(add, room, entry);
        add.addBatch();
      }
      add.executeBatch();
    }
    Entry last = entries.getLast();
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE room SET last = ?, at = ? WHERE no = ?")) {
      update.setLong(1, last.seq());
      update.setLong(2, last.at().toEpochMilli());
      update.setLong(3, room);
      update.executeUpdate();
    }
  }

  private static void set(PreparedStatement add, long room, Entry entry) throws SQLException {
    add.setLong(1, room);
    add.setLong(2, entry.seq());
    add.setLong(3, entry.at().toEpochMilli());
    add.setString(4, entry.by().id());
    add.setString(5, entry.by().name());
    add.setString(6, entry.id());
    add.setInt(7, EntryKind.of(entry));
    add.setLong(8, EntryKind.target(entry));
    String text = EntryKind.text(entry);
    if (text == null) {
      add.setNull(9, Types.VARCHAR);
    } else {
      add.setString(9, text);
    }
    add.setString(10, EntryKind.files(entry));
  }

  @Override
  public void addFile(StoredFile file, InputStream bytes) throws IOException {
    try {
      FileChunks.insert(connection, file, bytes, clock.millis());
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public void addKeys(List<String> cookieKeys, Optional<String> ownerKey) {
    try {
      SecretTable.replaceAll(connection, cookieKeys, ownerKey);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public void addRulings(List<Ruling> rulings) {
    try {
      Instant now = clock.instant();
      for (Ruling ruling : rulings) {
        RulingTable.put(connection, ruling, now);
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public MemberImport members() {
    return new MemberTableImport(connection);
  }

  @Override
  public void commit(String epoch) {
    try (PreparedStatement update = connection.prepareStatement("UPDATE log SET epoch = ?")) {
      update.setString(1, epoch);
      update.executeUpdate();
      commit();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Keeps all that was added, under the epoch of the database. */
  void commit() {
    try {
      for (String sql : List.of(REACTIONS, KINDS, PINS, ATTACHMENTS)) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
          statement.setObject(1, rooms.values().toArray(Long[]::new));
          statement.executeUpdate();
        }
      }
      connection.commit();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    // Rolls back what was not committed.
    Database.close(connection);
  }
}
