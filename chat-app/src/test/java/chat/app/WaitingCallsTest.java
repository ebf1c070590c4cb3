package chat.app;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Receipt;
import chat.core.log.Transcript;
import chat.core.log.TranscriptProvider.Location;
import chat.core.log.Transcripts;
import chat.core.member.CallQueue;
import chat.core.member.CallQueue.WaitingCall;
import chat.core.member.MentionBatch;
import chat.core.member.MentionBatch.Mentioned;
import chat.core.member.ReadPosition;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.postgres.PostgresProvider;
import chat.postgres.testing.PostgresServer;
import chat.sqlite.SqliteProvider;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calls of a bot that wait when a backup or a copy is taken wait there, too, and those that were
 * made are not made again.
 */
@Tag("server")
class WaitingCallsTest {
  private static final String BOT = "bot";
  private static final RoomName ROOM = RoomName.LOBBY;
  private static final Path MANUAL = Path.of("MANUAL.md");
  private static final Pattern NEW_NUMBERING =
      Pattern.compile("-c \"(UPDATE chat\\.\\w+ SET epoch = [^\"]+)\"");

  @TempDir private Path folder;
  private Path data;

  /** A bot that is mentioned twice, and was called for the first of the two. */
  @BeforeEach
  void write() throws Exception {
    data = Files.createDirectory(folder.resolve("data"));
    try (Transcripts logs = open(data)) {
      Transcript log = logs.open(ROOM);
      for (int i = 1; i <= 2; i++) {
        log.append(new Draft.Say(new Member("a", "Ann"), "id-" + i, "@Bot", 0), Receipt.NONE);
      }
      logs.drain();
      Member queue = CallQueue.of(BOT);
      logs.members().visited(queue, ROOM);
      var mentions = List.of(new Mentioned(1, queue.id()), new Mentioned(2, queue.id()));
      logs.members().add(new MentionBatch(ROOM, position(log, 2), mentions, Set.of()));
      new CallQueue(logs.members()).done(BOT, ROOM, position(log, 1));
      assertSecondWaits(logs);
    }
  }

  private static Transcripts open(Path directory) {
    return new SqliteProvider().open(directory, InstantSource.system());
  }

  private static ReadPosition position(Transcript log, long seq) {
    return new ReadPosition(log.epoch(), seq);
  }

  /** Neither is found anew, either. */
  private static void assertSecondWaits(Transcripts logs) {
    Transcript log = logs.open(ROOM);
    assertThat(new CallQueue(logs.members()).waiting(BOT))
        .containsExactly(new WaitingCall(ROOM, position(log, 2)));
    assertThat(logs.members().mentionedUpTo(ROOM)).contains(position(log, 2));
  }

  @Test
  void afterARestore() throws Exception {
    Path backup = folder.resolve("backup.zip");
    Path restored = folder.resolve("restored");
    BackupRun.backup(data, backup);
    BackupRun.restore(backup, restored);
    try (Transcripts logs = open(restored)) {
      assertSecondWaits(logs);
    }
  }

  private Location copied() throws Exception {
    Location target = PostgresServer.shared().cleared();
    var output = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    new CopyCommand(
            Map.of("CHAT_DATABASE_PASSWORD", target.password().orElseThrow()),
            List.of(new SqliteProvider(), new PostgresProvider()),
            output)
        .run("--data", data.toString(), "--to", target.uri().toString());
    return target;
  }

  @Test
  void afterACopyIntoADatabase() throws Exception {
    Location target = copied();
    try (Transcripts logs = new PostgresProvider().open(target, InstantSource.system())) {
      assertSecondWaits(logs);
    }
  }

  /** The manual has its lines. */
  @Test
  void afterARestoreOfADatabaseWithANewNumbering() throws Exception {
    Location target = copied();
    String epoch = PostgresServer.query(target, "SELECT epoch FROM chat.log");
    for (MatchResult line : NEW_NUMBERING.matcher(Files.readString(MANUAL)).results().toList()) {
      PostgresServer.execute(target, line.group(1));
    }
    try (Transcripts logs = new PostgresProvider().open(target, InstantSource.system())) {
      assertThat(logs.open(ROOM).epoch()).isNotEqualTo(epoch);
      assertSecondWaits(logs);
    }
  }
}
