package chat.postgres.file;

import chat.core.file.FileId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;

/** The chunks of a local file, which are inserted one after the other. */
final class LocalChunks implements AutoCloseable {
  /** 256 KiB: few rows, and little memory for each file that is sent or read. */
  static final int CHUNK_BYTES = 256 * 1024;

  private final Path file;
  private InputStream bytes;

  LocalChunks(Path file) throws IOException {
    this.file = file;
    bytes = Files.newInputStream(file);
  }

  /** Inserts all chunks; called again, it begins at the first one. */
  void insert(Connection connection, FileId id) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO file_chunk VALUES (?, ?, ?)")) {
      reopen();
      byte[] buffer = new byte[CHUNK_BYTES];
      long place = 0;
      for (int count = fill(buffer); count > 0; count = fill(buffer)) {
        insert.setString(1, id.value());
        insert.setLong(2, place);
        insert.setBytes(3, count < buffer.length ? Arrays.copyOf(buffer, count) : buffer);
        insert.executeUpdate();
        place += count;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void reopen() throws IOException {
    bytes.close();
    bytes = Files.newInputStream(file);
  }

  private int fill(byte[] buffer) throws IOException {
    return bytes.readNBytes(buffer, 0, buffer.length);
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
