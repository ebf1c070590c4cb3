package chat.web.files;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.file.FileId;
import chat.core.file.FileSweeper;
import chat.core.testing.Await;
import chat.core.testing.ManualClock;
import chat.core.testing.MemoryFileStore;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FileHousekeepingTest {
  private final ManualClock clock = new ManualClock();
  private final MemoryFileStore store = new MemoryFileStore(clock);
  private final Set<FileId> said = ConcurrentHashMap.newKeySet();
  private final AtomicInteger sweeps = new AtomicInteger();
  private final FileHousekeeping housekeeping =
      new FileHousekeeping(
          store,
          files -> {
            sweeps.incrementAndGet();
            Set<FileId> kept = new HashSet<>(files);
            kept.retainAll(said);
            return kept;
          },
          clock);

  @AfterEach
  void close() {
    housekeeping.close();
  }

  private boolean isThere(FileId file) {
    return store.find(file).isPresent();
  }

  private void pass(Duration time) {
    clock.pass(time);
    housekeeping.run();
  }

  @Test
  void unusedFilesAreErasedSoonAfterTheStartAndThenEveryTenMinutes() {
    FileId old = store.keep("ann").id();
    FileId kept = store.keep("ann").id();
    said.add(kept);
    clock.pass(FileSweeper.MAX_UNUSED);
    housekeeping.run();
    Await.until("the first sweep", () -> !isThere(old));
    assertThat(isThere(kept)).isTrue();

    FileId next = store.keep("ann").id();
    pass(FileSweeper.MAX_UNUSED);
    Await.until("a later sweep", () -> !isThere(next));
    pass(FileHousekeeping.SWEEP_INTERVAL.minusSeconds(1));
    pass(Duration.ofSeconds(1));
    Await.until("three sweeps", () -> sweeps.get() == 3);
  }

  @Test
  void firstSweepWaitsForThoseWhoComeBackAfterARestart() {
    FileId old = store.keep("ann").id();
    clock.pass(FileSweeper.MAX_UNUSED);
    FileHousekeeping restarted = new FileHousekeeping(store, files -> Set.of(), clock);
    clock.pass(FileHousekeeping.FIRST_SWEEP.minusSeconds(1));
    restarted.run();
    assertThat(restarted.isSweeping()).isFalse();
    clock.passSeconds(1);
    restarted.run();
    Await.until("the first sweep", () -> !isThere(old));
    restarted.close();
  }

  @Test
  void filesOfADeletedMessageAreErasedAtOnce() {
    FileId file = store.keep("ann").id();
    FileId other = store.keep("ann").id();
    housekeeping.erase(List.of(file, FileId.random()));
    Await.until("the file is erased", () -> !isThere(file));
    assertThat(isThere(other)).isTrue();
  }
}
