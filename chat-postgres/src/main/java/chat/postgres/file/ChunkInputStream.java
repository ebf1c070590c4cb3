package chat.postgres.file;

import chat.core.file.FileId;
import chat.postgres.db.Query;
import chat.postgres.db.StatementRunner;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Reads the chunks of a file, each in a transaction of its own: a client that reads slowly holds
 * neither a connection nor a snapshot.
 */
final class ChunkInputStream extends InputStream {
  private static final String CHUNK =
      """
      SELECT substring(bytes FROM (?::bigint - place)::integer + 1) FROM file_chunk
        WHERE file = ? AND place <= ? AND place + length(bytes) > ? ORDER BY place DESC LIMIT 1
      """;

  private final StatementRunner statements;
  private final FileId id;
  // Of the first byte after the chunk.
  private long place;
  private byte[] chunk = {};
  private int read;

  ChunkInputStream(StatementRunner statements, FileId id, long place) {
    this.statements = statements;
    this.id = id;
    this.place = place;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (read == chunk.length && !readChunk()) {
      return -1;
    }
    int count = Math.min(length, chunk.length - read);
    System.arraycopy(chunk, read, target, offset, count);
    read += count;
    return count;
  }

  /** Returns false at the end of the file, or when the file was deleted meanwhile. */
  private boolean readChunk() {
    List<byte[]> found =
        statements.run(connection ->
            Query.of(CHUNK, place, id.value(), place, place)
                .rows(connection, row -> row.getBytes(1)));
    chunk = found.isEmpty() ? new byte[0] : found.getFirst();
    read = 0;
    place += chunk.length;
    return chunk.length > 0;
  }
}
