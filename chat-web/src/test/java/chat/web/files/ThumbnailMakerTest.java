package chat.web.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.file.FileName;
import chat.core.file.StoredFile;
import chat.core.file.Upload;
import chat.core.name.RoomName;
import chat.core.testing.Await;
import chat.core.testing.MemoryFileStore;
import chat.web.config.FileStorage;
import chat.web.testing.Pictures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThumbnailMakerTest {
  private final MemoryFileStore store = new MemoryFileStore(InstantSource.system());

  @TempDir Path temporary;

  private StoredFile keep(byte[] content) throws IOException {
    Upload upload = Upload.begun(RoomName.LOBBY, "ann", new FileName("a.png"), content.length);
    store.begin(upload);
    store.append(upload.id(), 0, ByteBuffer.wrap(content));
    StoredFile file =
        new StoredFile(
            upload.id(),
            upload.room(),
            upload.memberId(),
            upload.name(),
            "image/png",
            content.length,
            4,
            3);
    store.complete(file, Files.write(temporary.resolve("content"), content));
    return file;
  }

  private ThumbnailMaker maker(Duration wait) {
    return new ThumbnailMaker(new FileStorage(store, temporary.resolve("work")), wait);
  }

  @Test
  void requestThatMayNotWaitIsRefusedForNow() throws IOException {
    StoredFile file = keep(Pictures.png(4, 3));
    ThumbnailMaker maker = maker(Duration.ZERO);
    assertThatThrownBy(() -> maker.get(file))
        .isInstanceOfSatisfying(
            FileRefusal.class, late -> assertThat(late.status().code()).isEqualTo(503));
    Await.until("it is made", () -> store.thumbnail(file.id()).isPresent());
    assertThat(maker.get(file)).isPresent();
    maker.close();
  }

  @Test
  void damagedPictureHasNone() throws IOException {
    StoredFile file = keep(new byte[100]);
    ThumbnailMaker maker = maker(Duration.ofSeconds(20));
    assertThat(maker.get(file)).isEmpty();
    // Not tried again.
    store.delete(file.id());
    assertThat(maker.get(file)).isEmpty();
    assertThat(temporary.resolve("work")).isEmptyDirectory();
    maker.close();
  }

  @Test
  void thumbnailIsMadeBeforeItIsRequested() throws IOException {
    StoredFile file = keep(Pictures.png(4, 3));
    ThumbnailMaker maker = maker(Duration.ZERO);
    maker.prepare(file);
    Await.until("it is made", () -> store.thumbnail(file.id()).isPresent());
    maker.close();
  }
}
