package chat.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.name.Member;
import chat.sqlite.testing.Talk;
import chat.sqlite.testing.WriterProcess;
import chat.sqlite.testing.WriterProcess.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there after a SIGKILL, and the numbers have no hole. */
class KilledServerTest {
  private static final int KILLS = 5;
  private static final int AT_LEAST = 2_000;

  @TempDir Path directory;

  @Test
  void everythingThatWasAcknowledgedIsThere() throws IOException {
    List<Line> acknowledged = new ArrayList<>();
    Set<String> epochs = new HashSet<>();
    for (int kill = 0; kill < KILLS; kill++) {
      try (WriterProcess server = WriterProcess.start(directory)) {
        acknowledged.addAll(server.acknowledged(AT_LEAST));
        acknowledged.addAll(server.kill());
      }
      try (Talk talk = Talk.in(directory)) {
        epochs.add(talk.epoch());
        check(talk.all(), acknowledged);
      }
    }
    assertThat(epochs).hasSize(1);
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS * AT_LEAST);
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
  void anIdThatWasAcknowledgedIsKnownAfterwards() throws IOException {
    List<Line> acknowledged;
    try (WriterProcess server = WriterProcess.start(directory)) {
      acknowledged = new ArrayList<>(server.acknowledged(AT_LEAST));
      acknowledged.addAll(server.kill());
    }
    try (Talk talk = Talk.in(directory)) {
      for (Line line : List.of(acknowledged.getFirst(), acknowledged.getLast())) {
        Member voice = new Member(line.member(), "Voice");
        assertThat(talk.append(new Draft.Say(voice, line.id(), "again", 0)).seq())
            .isEqualTo(line.seq());
      }
    }
  }

  @Test
  void aJournalThatIsLostAfterwardsIsNoticed() throws IOException {
    String epoch;
    try (Talk talk = Talk.in(directory)) {
      epoch = talk.epoch();
    }
    try (WriterProcess server = WriterProcess.start(directory)) {
      assertThat(server.acknowledged(1)).hasSize(1);
      server.kill();
    }
    Files.delete(directory.resolve("chat.db-wal"));

    try (Talk talk = Talk.in(directory)) {
      assertThat(talk.epoch()).isNotEqualTo(epoch);
    }
  }
}
