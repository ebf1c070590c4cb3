package chat.postgres.file;

import chat.core.file.FileId;
import chat.core.file.FileStore;
import chat.core.file.FileUsage;
import chat.core.file.StoredFile;
import chat.core.file.Upload;
import chat.core.name.RoomName;
import chat.postgres.db.Database;
import chat.postgres.db.Query;
import chat.postgres.db.StatementRunner;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Files in the tables {@code file} and {@code file_chunk}. Each change is one transaction, so that
 * a server that is killed leaves nothing half done. Has connections of its own: a large file does
 * not delay what else the servers share.
 */
public final class PostgresFileStore implements FileStore {
  private final StatementRunner statements;
  private final InstantSource clock;

  /**
   * Connects when it is first used.
   *
   * @param clock the time of day; those of the servers may differ by minutes
   */
  public PostgresFileStore(Database database, InstantSource clock) {
    statements = new StatementRunner(database);
    this.clock = clock;
  }

  /** Runs a statement that returns a row for each that it changes or finds. */
  private <T> List<T> rows(Query.RowReader<T> reader, String sql, Object... values) {
    return statements.run(connection -> Query.of(sql, values).rows(connection, reader));
  }

  /** Runs a statement; returns whether there was a row. */
  private boolean any(String sql, Object... values) {
    return !rows(row -> true, sql, values).isEmpty();
  }

  private long now() {
    return clock.millis();
  }

  private long before(Duration time) {
    return clock.instant().minus(time).toEpochMilli();
  }

  @Override
  public void begin(Upload upload) {
    var _ =
        any(
            """
            INSERT INTO file (id, room, member, name, size, used_at) VALUES (?, ?, ?, ?, ?, ?)
              ON CONFLICT DO NOTHING RETURNING true
            """,
            upload.id().value(),
            upload.room().value(),
            upload.memberId(),
            upload.name().value(),
            upload.size(),
            now());
  }

  @Override
  public Optional<Upload> findUpload(FileId id) {
    return rows(
            FileRow::upload,
            "SELECT " + FileRow.UPLOAD + " FROM file WHERE id = ? AND type IS NULL",
            id.value())
        .stream()
        .findFirst();
  }

  @Override
  public boolean append(FileId id, long offset, ByteBuffer bytes) {
    byte[] chunk = new byte[bytes.remaining()];
    bytes.get(chunk);
    return any(
        """
        WITH grown AS (UPDATE file SET received = received + ?, used_at = ?
            WHERE id = ? AND type IS NULL AND received = ? AND received + ? <= size RETURNING id),
          added AS (INSERT INTO file_chunk SELECT id, ?, ? FROM grown WHERE ? > 0)
        SELECT FROM grown
        """,
        (long) chunk.length,
        now(),
        id.value(),
        offset,
        (long) chunk.length,
        offset,
        chunk,
        chunk.length);
  }

  @Override
  public InputStream openUpload(FileId id) throws IOException {
    return open(id, "SELECT FROM file WHERE id = ? AND type IS NULL", 0);
  }

  @Override
  public InputStream open(FileId id, long offset) throws IOException {
    return open(id, "SELECT FROM file WHERE id = ? AND type IS NOT NULL", offset);
  }

  private InputStream open(FileId id, String exists, long offset) throws IOException {
    if (!any(exists, id.value())) {
      throw new NoSuchFileException(id.value());
    }
    return new ChunkInputStream(statements, id, offset);
  }

  @Override
  public void complete(StoredFile file, Path content) throws IOException {
    boolean isCompleted;
    try {
      isCompleted = statements.run(connection -> complete(connection, file, content));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (!isCompleted) {
      throw new NoSuchFileException(file.id().value());
    }
  }

  private boolean complete(Connection connection, StoredFile file, Path content)
      throws SQLException {
    connection.setAutoCommit(false);
    try (InputStream bytes = Files.newInputStream(content)) {
      boolean isUpload = complete(connection, file);
      if (isUpload) {
        FileChunks.insert(connection, file.id(), bytes);
        connection.commit();
      }
      return isUpload;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      // Rolls back what was not committed.
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private boolean complete(Connection connection, StoredFile file) throws SQLException {
    return !Query.of(
            """
            WITH completed AS (UPDATE file
                SET type = ?, size = ?, width = ?, height = ?, received = ?, used_at = ?
                WHERE id = ? AND type IS NULL RETURNING id),
              removed AS (DELETE FROM file_chunk c USING completed WHERE c.file = completed.id)
            SELECT FROM completed
            """,
            file.type(),
            file.size(),
            file.width(),
            file.height(),
            file.size(),
            now(),
            file.id().value())
        .rows(connection, row -> true)
        .isEmpty();
  }

  @Override
  public void discard(FileId id) {
    var _ = any("DELETE FROM file WHERE id = ? AND type IS NULL RETURNING true", id.value());
  }

  @Override
  public void discardIdleUploads(Duration idle) {
    var _ =
        any("DELETE FROM file WHERE type IS NULL AND used_at <= ? RETURNING true", before(idle));
  }

  @Override
  public Optional<StoredFile> find(FileId id) {
    return rows(
            FileRow::file,
            "SELECT " + FileRow.FILE + " FROM file WHERE id = ? AND type IS NOT NULL",
            id.value())
        .stream()
        .findFirst();
  }

  @Override
  public Optional<StoredFile> use(FileId id) {
    return rows(
            FileRow::file,
            "UPDATE file SET used_at = ? WHERE id = ? AND type IS NOT NULL RETURNING "
                + FileRow.FILE,
            now(),
            id.value())
        .stream()
        .findFirst();
  }

  @Override
  public Optional<byte[]> thumbnail(FileId id) {
    return rows(
            row -> row.getBytes(1),
            "SELECT thumbnail FROM file WHERE id = ? AND thumbnail IS NOT NULL",
            id.value())
        .stream()
        .findFirst();
  }

  @Override
  public void putThumbnail(FileId id, byte[] thumbnail) {
    var _ =
        any(
            "UPDATE file SET thumbnail = ? WHERE id = ? AND type IS NOT NULL RETURNING true",
            thumbnail,
            id.value());
  }

  @Override
  public void delete(FileId id) {
    var _ = any("DELETE FROM file WHERE id = ? AND type IS NOT NULL RETURNING true", id.value());
  }

  @Override
  public List<FileId> unused(Duration time, Optional<FileId> after, int max) {
    return rows(
        row -> new FileId(row.getString(1)),
        """
        SELECT id FROM file WHERE type IS NOT NULL AND used_at <= ? AND id > ? ORDER BY id LIMIT ?
        """,
        before(time),
        after.map(FileId::value).orElse(""),
        max);
  }

  @Override
  public void deleteUnused(FileId id, Duration time) {
    var _ =
        any(
            "DELETE FROM file WHERE id = ? AND type IS NOT NULL AND used_at <= ? RETURNING true",
            id.value(),
            before(time));
  }

  @Override
  public List<FileUsage> usage() {
    return rows(
        row ->
            new FileUsage(
                new RoomName(row.getString(1)), row.getString(2), row.getInt(3), row.getLong(4)),
        """
        SELECT room, member, count(*), sum(size) FROM file WHERE type IS NOT NULL
          GROUP BY room, member ORDER BY sum(size) DESC, room, member
        """);
  }

  @Override
  public long size() {
    return rows(row -> row.getLong(1), "SELECT coalesce(sum(size), 0) FROM file").getFirst();
  }

  @Override
  public void close() {
    statements.close();
  }
}
