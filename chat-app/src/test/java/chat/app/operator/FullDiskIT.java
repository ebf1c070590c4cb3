package chat.app.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import chat.core.file.FileName;
import chat.core.file.StoreFullException;
import chat.core.file.StoredFile;
import chat.core.file.Upload;
import chat.core.name.RoomName;
import chat.files.store.DirectoryFileStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store of files on a disk that is full: nothing is lost, and half a file is none. */
class FullDiskIT {
  private static final int PIECE = 1 << 20;

  @TempDir private Path parent;

  private TemporaryDisk mount() throws InterruptedException {
    try {
      return TemporaryDisk.mount(parent);
    } catch (IOException e) {
      return abort("This user cannot mount a disk to be filled: " + e.getMessage());
    }
  }

  @Test
  void uploadGoesOnWhenThereIsSpaceAgain() throws Exception {
    try (TemporaryDisk disk = mount();
        DirectoryFileStore store =
            new DirectoryFileStore(disk.outside("files"), InstantSource.system())) {
      Upload upload = Upload.begun(RoomName.LOBBY, "ann", new FileName("a"), 3 * PIECE);
      store.begin(upload);
      assertThat(append(store, upload, 0)).isTrue();

      Path ballast = disk.fill();
      assertThatThrownBy(() -> append(store, upload, PIECE)).isInstanceOf(StoreFullException.class);
      assertThat(store.findUpload(upload.id()).orElseThrow().offset()).isEqualTo(PIECE);
      Files.delete(ballast);
      assertThat(append(store, upload, PIECE)).isTrue();
      assertThat(append(store, upload, 2 * PIECE)).isTrue();

      ballast = disk.fill();
      Path content = store.localUpload(upload.id(), parent);
      var file =
          new StoredFile(
              upload.id(), upload.room(), "ann", upload.name(), "text/plain", 3 * PIECE, 0, 0);
      assertThatThrownBy(() -> store.complete(file, content))
          .isInstanceOf(StoreFullException.class);
      assertThat(store.find(file.id())).isEmpty();
      assertThat(store.findUpload(upload.id()).orElseThrow().isComplete()).isTrue();
      Files.delete(ballast);
      store.complete(file, content);
      assertThat(store.find(file.id())).contains(file);
      assertThat(store.size()).isEqualTo(3 * PIECE);
    }
  }

  private static boolean append(DirectoryFileStore store, Upload upload, int offset) {
    return store.append(upload.id(), offset, ByteBuffer.wrap(new byte[PIECE]));
  }
}
