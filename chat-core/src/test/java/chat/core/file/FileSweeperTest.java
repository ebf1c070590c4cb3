package chat.core.file;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.testing.ManualClock;
import chat.core.testing.MemoryFileStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The sweeper erases what no message has. The log is a set of ids here. */
class FileSweeperTest {
  private final ManualClock clock = new ManualClock();
  private final MemoryFileStore store = new MemoryFileStore(clock);
  private final Set<FileId> said = new HashSet<>();
  private final List<Integer> questions = new ArrayList<>();
  private final FileSweeper sweeper = new FileSweeper(store, this::attached, 2);

  private Set<FileId> attached(Collection<FileId> files) {
    questions.add(files.size());
    Set<FileId> kept = new HashSet<>(files);
    kept.retainAll(said);
    return kept;
  }

  private FileId keep() throws IOException {
    return store.keep("ann", new byte[1]).id();
  }

  private boolean isThere(FileId file) {
    return store.find(file).isPresent();
  }

  @Test
  void fileThatNoMessageHasIsErasedAfterAnHour() throws IOException {
    FileId file = keep();
    clock.pass(FileSweeper.MAX_UNUSED.minusSeconds(1));
    sweeper.sweep();
    assertThat(isThere(file)).isTrue();
    clock.passSeconds(1);
    sweeper.sweep();
    assertThat(isThere(file)).isFalse();
  }

  @Test
  void filesOfMessagesStayOnAllPages() throws IOException {
    List<FileId> files = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      files.add(keep());
    }
    said.addAll(files);
    said.remove(files.get(2));
    said.remove(files.get(4));
    clock.pass(FileSweeper.MAX_UNUSED);
    sweeper.sweep();

    assertThat(files).filteredOn(this::isThere).containsExactlyInAnyOrderElementsOf(said);
    assertThat(questions).containsExactly(2, 2, 1);
  }

  @Test
  void fileThatIsBeingSaidDuringTheSweepStays() throws IOException {
    FileId file = keep();
    clock.pass(FileSweeper.MAX_UNUSED);
    var late =
        new FileSweeper(
            store,
            files -> {
              // The log has no message with it yet, but a draft was accepted.
              assertThat(store.use(file)).isPresent();
              return Set.of();
            });
    late.sweep();
    assertThat(isThere(file)).isTrue();
  }

  @Test
  void uploadIsErasedADayAfterItsLastBytes() {
    Upload upload = store.begin("ann", 10);
    clock.pass(FileSweeper.MAX_UPLOAD_PAUSE.minusSeconds(1));
    sweeper.sweep();
    assertThat(store.findUpload(upload.id())).isPresent();
    clock.passSeconds(1);
    sweeper.sweep();
    assertThat(store.findUpload(upload.id())).isEmpty();
  }

  @Test
  void logIsNotAskedWithoutUnusedFiles() throws IOException {
    keep();
    sweeper.sweep();
    assertThat(questions).isEmpty();
  }
}
