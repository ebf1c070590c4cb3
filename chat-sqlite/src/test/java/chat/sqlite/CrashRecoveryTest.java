package chat.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.TranscriptProvider.OpenException;
import chat.core.name.Member;
import chat.sqlite.testing.TestLog;
import chat.sqlite.testing.WriterProcess;
import chat.sqlite.testing.WriterProcess.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a SIGKILL all acknowledged entries are there, and the numbers have no hole. */
class CrashRecoveryTest {
  private static final int KILLS = 5;
  private static final int ENTRIES = 2_000;

  @TempDir Path directory;

  @Test
  void afterAKillAllAcknowledgedEntriesAreThere() throws IOException {
    List<Line> acknowledged = new ArrayList<>();
    Set<String> epochs = new HashSet<>();
    for (int kill = 0; kill < KILLS; kill++) {
      try (WriterProcess server = WriterProcess.start(directory)) {
        acknowledged.addAll(server.acknowledged(ENTRIES));
        acknowledged.addAll(server.kill());
      }
      try (TestLog log = TestLog.open(directory)) {
        epochs.add(log.epoch());
        check(log.entries(), acknowledged);
      }
    }
    assertThat(epochs).hasSize(1);
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS * ENTRIES);
  }

  private static void check(List<Entry> entries, List<Line> acknowledged) {
    assertThat(entries.stream().map(Entry::seq).toList())
        .isEqualTo(LongStream.rangeClosed(1, entries.size()).boxed().toList());
    assertThat(acknowledged)
        .allSatisfy(line -> {
          Entry entry = entries.get((int) line.seq() - 1);
          assertThat(entry.by().id()).isEqualTo(line.member());
          assertThat(entry.id()).isEqualTo(line.id());
        });
    assertThat(entries.stream().map(e -> e.by().id() + e.id())).doesNotHaveDuplicates();
  }

  @Test
  void afterAKillAcknowledgedIdsAreKnown() throws IOException {
    List<Line> acknowledged;
    try (WriterProcess server = WriterProcess.start(directory)) {
      acknowledged = new ArrayList<>(server.acknowledged(ENTRIES));
      acknowledged.addAll(server.kill());
    }
    try (TestLog log = TestLog.open(directory)) {
      for (Line line : List.of(acknowledged.getFirst(), acknowledged.getLast())) {
        Member member = new Member(line.member(), "Voice");
        assertThat(log.append(new Draft.Say(member, line.id(), "again", 0)).seq())
            .isEqualTo(line.seq());
      }
    }
  }

  /** SQLite would remove the journal of an empty file. */
  @Test
  void anEmptyLogIsRefusedAndItsJournalIsKept() throws IOException {
    List<Line> acknowledged;
    try (WriterProcess server = WriterProcess.start(directory)) {
      acknowledged = new ArrayList<>(server.acknowledged(10));
      acknowledged.addAll(server.kill());
    }
    byte[] log = Files.readAllBytes(TestLog.file(directory));
    byte[] journal = Files.readAllBytes(directory.resolve("chat.db-wal"));
    Files.write(TestLog.file(directory), new byte[0]);

    assertThatThrownBy(() -> TestLog.open(directory))
        .isInstanceOf(OpenException.class)
        .hasMessageContaining(" has 0 entries, and there were ");
    assertThat(Files.readAllBytes(directory.resolve("chat.db-wal"))).isEqualTo(journal);
    Files.write(TestLog.file(directory), log);
    try (TestLog again = TestLog.open(directory)) {
      check(again.entries(), acknowledged);
    }
  }

  /** A connection that may write would copy what is left of the journal, and remove it. */
  @Test
  void aJournalThatWasCutIsRefusedAndNothingIsChanged() throws IOException {
    List<Line> acknowledged;
    try (WriterProcess server = WriterProcess.start(directory)) {
      acknowledged = new ArrayList<>(server.acknowledged(10));
      acknowledged.addAll(server.kill());
    }
    byte[] log = Files.readAllBytes(TestLog.file(directory));
    byte[] journal = Files.readAllBytes(directory.resolve("chat.db-wal"));
    byte[] cut = Arrays.copyOf(journal, journal.length - 5_000);
    Files.write(directory.resolve("chat.db-wal"), cut);

    assertThatThrownBy(() -> TestLog.open(directory))
        .isInstanceOf(OpenException.class)
        .hasMessageContaining("and there were ");
    assertThat(Files.readAllBytes(TestLog.file(directory))).isEqualTo(log);
    assertThat(Files.readAllBytes(directory.resolve("chat.db-wal"))).isEqualTo(cut);
    Files.write(directory.resolve("chat.db-wal"), journal);
    try (TestLog again = TestLog.open(directory)) {
      check(again.entries(), acknowledged);
    }
  }

  @Test
  void aLostJournalIsRefusedAndThenLeadsToANewEpoch() throws IOException {
    String epoch;
    try (TestLog log = TestLog.open(directory)) {
      epoch = log.epoch();
    }
    try (WriterProcess server = WriterProcess.start(directory)) {
      assertThat(server.acknowledged(1)).hasSize(1);
      server.kill();
    }
    Files.delete(directory.resolve("chat.db-wal"));

    assertThatThrownBy(() -> TestLog.open(directory))
        .isInstanceOf(OpenException.class)
        .hasMessageContaining("and there were ");
    Files.delete(directory.resolve("chat.mark"));
    try (TestLog log = TestLog.open(directory)) {
      assertThat(log.epoch()).isNotEqualTo(epoch);
    }
  }
}
