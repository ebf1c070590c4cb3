package chat.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Receipt;
import chat.core.log.Transcript.ReadLimit;
import chat.core.log.Transcripts;
import chat.core.member.ReadPosition;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.sqlite.SqliteProvider;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup has everything of a data directory, and nothing else is ever restored. */
class BackupCommandTest {
  private static final Member ANN = new Member("a", "Ann");
  private static final ReadLimit ALL = new ReadLimit(10_000, Integer.MAX_VALUE);
  private static final String FILE_ID = "AAAAAAAAAAAAAAAAAAAAAA";

  @TempDir private Path directory;
  private Path data;
  private Path backup;
  private Path restored;

  @BeforeEach
  void choosePaths() {
    data = directory.resolve("data");
    backup = directory.resolve("backup.zip");
    restored = directory.resolve("restored");
  }

  private static Transcripts open(Path directory) throws IOException {
    Files.createDirectories(directory);
    return new SqliteProvider().open(directory, InstantSource.system());
  }

  private static List<Entry> entries(Transcripts logs) {
    var log = logs.open(RoomName.LOBBY);
    long last = log.before(Long.MAX_VALUE, ALL).asOf();
    return log.after(0, last, ALL).orElseThrow();
  }

  @Test
  void everythingIsRestoredAfterABackupBesideAWriter() throws Exception {
    List<Entry> before;
    try (Transcripts logs = open(data)) {
      logs.open(RoomName.LOBBY).append(new Draft.Say(ANN, "1", "hello", 0), Receipt.NONE);
      logs.members().visited(ANN, RoomName.LOBBY);
      logs.members().read("a", RoomName.LOBBY, new ReadPosition("epoch", 1));
      logs.drain();
      before = entries(logs);
      Files.writeString(data.resolve("cookie-keys"), "keys");
      Files.writeString(data.resolve("bans"), "mute b 2999-01-01T00:00:00Z\n");
      Path shard = Files.createDirectories(data.resolve("files/00"));
      Files.writeString(shard.resolve(FILE_ID), "bytes");
      Files.writeString(shard.resolve(FILE_ID + ".record"), "record");
      Files.writeString(shard.resolve(FILE_ID + ".thumbnail"), "thumbnail");
      Files.writeString(shard.resolve("BBBBBBBBBBBBBBBBBBBBBB"), "without a record");
    }
    try (Transcripts logs = open(data)) {
      assertThat(BackupRun.backup(data, backup)).contains("1 entries, 1 files");
      assertThat(entries(logs)).isEqualTo(before);
    }

    assertThat(BackupRun.restore(backup, restored)).contains("entries 1\n");

    assertThat(names(restored))
        .containsExactlyInAnyOrder(
            "bans",
            "chat.db",
            "cookie-keys",
            "members.db",
            "files/00/" + FILE_ID,
            "files/00/" + FILE_ID + ".record");
    assertThat(restored.resolve("cookie-keys")).hasContent("keys");
    assertThat(names(directory)).noneMatch(name -> name.startsWith("."));
    try (Transcripts logs = open(restored)) {
      assertThat(entries(logs)).isEqualTo(before);
      assertThat(logs.members().rooms("a")).hasSize(1);
      assertThat(logs.members().rooms("a").getFirst().read())
          .contains(new ReadPosition("epoch", 1));
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .toList();
    }
  }

  private void writeBackup() throws Exception {
    try (Transcripts logs = open(data)) {
      logs.open(RoomName.LOBBY).append(new Draft.Say(ANN, "1", "hello", 0), Receipt.NONE);
    }
    BackupRun.backup(data, backup);
  }

  @Test
  void nothingIsReplaced() throws Exception {
    writeBackup();

    assertThatThrownBy(() -> BackupRun.backup(data, backup)).hasMessageContaining("exists already");
    assertThatThrownBy(() -> BackupRun.restore(backup, data))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(data + " is not empty");
  }

  @Test
  void aDamagedBackupIsNotRestored() throws Exception {
    writeBackup();
    byte[] whole = Files.readAllBytes(backup);
    Path half = directory.resolve("half");
    Files.write(half, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> BackupRun.restore(half, restored))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("cannot be restored");

    try (FileChannel channel = FileChannel.open(backup, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[64]), whole.length / 3);
    }
    assertThatThrownBy(() -> BackupRun.restore(backup, restored))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("nothing is left of it");
    assertThat(restored).isEmptyDirectory();
  }

  /** Modes do not bind root, who may run the tests. */
  @Test
  void aDirectoryThatCannotBeWrittenHasItsRemedy() throws Exception {
    writeBackup();
    assertThatThrownBy(() -> BackupRun.restore(backup, backup.resolve("below-a-file")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("cannot be written")
        .hasMessageEndingWith("choose another directory.");
    var denied = new AccessDeniedException("x");
    assertThat(RestoreCommand.notWritable(data, denied))
        .contains("(permission denied)", "sudo -u chat", "sudo chown chat: " + data);
    assertThat(RestoreCommand.notWritable(restored, denied))
        .contains("sudo install -d -o chat -m 700 " + restored);
  }

  @Test
  void namesOutsideOfADataDirectoryAreRefused() throws Exception {
    try (var zip = new ZipOutputStream(Files.newOutputStream(backup), UTF_8)) {
      for (String name : List.of("backup.txt", "../evil")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write("chat backup 1\n".getBytes(UTF_8));
      }
    }
    assertThatThrownBy(() -> BackupRun.restore(backup, restored))
        .hasMessageContaining("../evil")
        .isInstanceOf(InvalidSettingException.class);
    assertThat(directory.resolve("evil")).doesNotExist();
  }

  @Test
  void withADatabaseItSaysHow() {
    assertThatThrownBy(() ->
            BackupRun.print(
                context -> new BackupCommand(context).run("b", "--database", "postgresql://x@y/z")))
        .hasMessageContaining("pg_dump");
  }
}
