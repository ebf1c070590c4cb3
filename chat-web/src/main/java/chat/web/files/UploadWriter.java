package chat.web.files;

import chat.core.file.FileId;
import chat.core.file.FileStore;
import chat.core.file.Upload;
import io.helidon.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Appends the bytes of a stream to an upload, in pieces. */
final class UploadWriter {
  /** 64 KiB: what an upload takes of the memory, and what a cut loses at most. */
  private static final int PIECE = 64 * 1024;

  private final FileStore store;
  private final UploadPace pace;
  private final Supplier<FileRefusal> tooLong;

  /**
   * @param tooLong the refusal of more bytes than an upload is to have
   */
  UploadWriter(FileStore store, UploadPace pace, Supplier<FileRefusal> tooLong) {
    this.store = store;
    this.pace = pace;
    this.tooLong = tooLong;
  }

  /**
   * Appends all bytes; those that came before an error as well.
   *
   * @param replaced whether nothing may be appended any more
   * @return the upload with its new offset
   * @throws FileRefusal when there are more bytes than the upload is to have, or another request
   *     has appended meanwhile
   */
  Upload append(Upload upload, InputStream bytes, BooleanSupplier replaced) throws IOException {
    long offset = upload.offset();
    byte[] piece = new byte[PIECE];
    int length = 0;
    try {
      int count = 0;
      while (count >= 0) {
        count = bytes.read(piece, length, PIECE - length);
        length += Math.max(count, 0);
        if (length > upload.size() - offset) {
          throw tooLong.get();
        }
        if (length == PIECE) {
          append(upload.id(), offset, piece, length, replaced);
          offset += length;
          length = 0;
        }
      }
    } catch (IOException | RuntimeException e) {
      if (!(e instanceof FileRefusal) && length > 0 && !replaced.getAsBoolean()) {
        var _ = store.append(upload.id(), offset, ByteBuffer.wrap(piece, 0, length));
      }
      throw e;
    }
    append(upload.id(), offset, piece, length, replaced);
    return new Upload(
        upload.id(),
        upload.room(),
        upload.memberId(),
        upload.name(),
        upload.size(),
        offset + length);
  }

  private void append(FileId id, long offset, byte[] piece, int length, BooleanSupplier replaced) {
    if (replaced.getAsBoolean() || !store.append(id, offset, ByteBuffer.wrap(piece, 0, length))) {
      throw new FileRefusal(Status.CONFLICT_409, "file-offset");
    }
    pace.pass(length);
  }
}
