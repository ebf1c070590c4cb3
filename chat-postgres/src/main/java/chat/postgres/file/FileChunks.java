package chat.postgres.file;

import chat.core.file.FileId;
import chat.core.file.StoredFile;
import chat.postgres.db.Query;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;

/** Inserts files, in the transaction of the caller. */
public final class FileChunks {
  /** 256 KiB: few rows, and little memory for each file that is sent or read. */
  static final int CHUNK_BYTES = 256 * 1024;

  private FileChunks() {}

  /**
   * Inserts a file that another store has.
   *
   * @param now in milliseconds since 1970
   */
  public static void insert(Connection connection, StoredFile file, InputStream bytes, long now)
      throws SQLException, IOException {
    var _ =
        Query.of(
                """
                INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING true
                """,
                file.id().value(),
                file.room().value(),
                file.memberId(),
                file.name().value(),
                file.type(),
                file.size(),
                file.width(),
                file.height(),
                file.size(),
                now)
            .isTrue(connection);
    insert(connection, file.id(), bytes);
  }

  /** Inserts the bytes of a file whose row is there. */
  static void insert(Connection connection, FileId id, InputStream bytes)
      throws SQLException, IOException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO file_chunk VALUES (?, ?, ?)")) {
      byte[] buffer = new byte[CHUNK_BYTES];
      long place = 0;
      for (int count = fill(buffer, bytes); count > 0; count = fill(buffer, bytes)) {
        insert.setString(1, id.value());
        insert.setLong(2, place);
        insert.setBytes(3, count < buffer.length ? Arrays.copyOf(buffer, count) : buffer);
        insert.executeUpdate();
        place += count;
      }
    }
  }

  private static int fill(byte[] buffer, InputStream bytes) throws IOException {
    return bytes.readNBytes(buffer, 0, buffer.length);
  }
}
