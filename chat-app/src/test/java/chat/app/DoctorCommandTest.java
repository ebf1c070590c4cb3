package chat.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.app.doctor.DiskSpaceCheck;
import chat.core.log.Draft;
import chat.core.log.Finding;
import chat.core.log.Finding.Outcome;
import chat.core.log.Receipt;
import chat.core.log.Transcripts;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.sqlite.SqliteProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The checks of a data directory say what is wrong with it, and change nothing. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Files have no modes there.")
class DoctorCommandTest {
  private static final long MIB = 1 << 20;
  private static final Member ANN = new Member("a", "Ann");

  @TempDir private Path folder;
  private Path data;

  /** The output of a run, and whether a check has failed. */
  private record Run(List<String> lines, boolean failed) {
    void assertFailure(String subject, String advice) {
      assertThat(failed).isTrue();
      assertThat(lines)
          .anyMatch(line -> line.startsWith("FAIL  " + subject) && line.contains(advice));
    }
  }

  private static Run run(String... arguments) throws InvalidSettingException {
    var output = new ByteArrayOutputStream();
    var context =
        new CommandContext(
            Map.of(),
            Path.of("/nowhere"),
            List.of(new SqliteProvider()),
            new PrintStream(output, true, UTF_8));
    boolean failed = false;
    try {
      new DoctorCommand(context).run(arguments);
    } catch (ChecksFailedException e) {
      failed = true;
    }
    return new Run(output.toString(UTF_8).lines().toList(), failed);
  }

  private Run check() throws InvalidSettingException {
    return run("--data", data.toString());
  }

  private static Transcripts open(Path directory) {
    return new SqliteProvider().open(directory, InstantSource.system());
  }

  @BeforeEach
  void createData() throws Exception {
    data = folder.resolve("data");
    DataDirectory directory = DataDirectory.open(data);
    directory.cookieKeys();
    directory.keep(directory.ownerKey());
    try (Transcripts logs = open(data)) {
      // Several pages, so that damage has a place.
      for (int i = 0; i < 100; i++) {
        var draft = new Draft.Say(ANN, "id" + i, "hello ".repeat(100), 0);
        logs.open(RoomName.LOBBY).append(draft, Receipt.NONE);
      }
      logs.drain();
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      return files
          .map(file -> file.getFileName() + " " + file.toFile().lastModified())
          .sorted()
          .toList();
    }
  }

  @Test
  void aGoodDirectoryIsWellAndStaysAsItIs() throws Exception {
    List<String> before = files();
    Run run = check();
    assertThat(run.failed()).isFalse();
    assertThat(run.lines())
        .allMatch(line -> line.matches("(ok|skip|warn) .*"))
        .anyMatch(line -> line.startsWith("ok    log") && line.contains("100 entries"))
        .anyMatch(line -> line.startsWith("ok    keys"))
        .anyMatch(line -> line.startsWith("skip  server here"));
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void aServerMayBeUsingTheDirectory() throws Exception {
    try (Transcripts _ = open(data)) {
      assertThat(check().lines())
          .anyMatch(line -> line.startsWith("ok    server here"))
          .anyMatch(line -> line.startsWith("ok    log") && line.contains("100 entries"));
    }
  }

  @Test
  void aMissingDirectoryIsSaid() throws Exception {
    run("--data", folder.resolve("none").toString()).assertFailure("data directory", "--data");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void filesThatOthersCanReadAreSaid() throws Exception {
    Files.setPosixFilePermissions(
        data.resolve("owner-key"), PosixFilePermissions.fromString("rw-r--r--"));
    check().assertFailure("data directory", "others can read owner-key");
  }

  @Test
  void aDirectoryThatOthersCanEnterIsSaid() throws Exception {
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    check().assertFailure("data directory", "chmod -R go=");
  }

  @Test
  void damageIsSaid() throws Exception {
    try (FileChannel channel =
        FileChannel.open(data.resolve("chat.db"), StandardOpenOption.WRITE)) {
      ByteBuffer noise = ByteBuffer.allocate(16 * 1024);
      while (noise.hasRemaining()) {
        noise.put((byte) 0x5a);
      }
      channel.write(noise.flip(), channel.size() / 2);
    }
    check().assertFailure("log", "chat restore");
  }

  @Test
  void aFileThatIsNoDatabaseIsSaid() throws Exception {
    Files.writeString(data.resolve("chat.db"), "no database ".repeat(1_000));
    check().assertFailure("log", "is damaged");
  }

  @Test
  void anOlderCopyIsSaid() throws Exception {
    execute("UPDATE log SET entries = 90");
    check().assertFailure("log", "has 90 entries, and there were 100");
  }

  @Test
  void aNewerVersionIsSaid() throws Exception {
    execute("PRAGMA user_version = 99");
    check().assertFailure("log", "newer version");
  }

  @Test
  void filesThatMessagesHaveAndThatAreMissingAreSaid() throws Exception {
    execute("INSERT INTO attachment VALUES ('AAAAAAAAAAAAAAAAAAAAAA', 1, 0)");
    check().assertFailure("files", "1 of 1");
  }

  private void execute(String sql) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("chat.db"));
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }

  @Test
  void keysThatCannotBeReadAreSaid() throws Exception {
    Files.writeString(data.resolve("cookie-keys"), "short\n");
    check().assertFailure("keys", "no key of 32 bytes");
  }

  @Test
  void aMissingKeyIsAWarning() throws Exception {
    Files.delete(data.resolve("owner-key"));
    Run run = check();
    assertThat(run.failed()).isFalse();
    assertThat(run.lines()).anyMatch(line -> line.startsWith("warn  keys"));
    assertThat(data.resolve("owner-key")).doesNotExist();
  }

  @Test
  void aFileOfTheFutureIsSaid() throws Exception {
    Files.setLastModifiedTime(
        data.resolve("chat.mark"), FileTime.from(Instant.now().plus(Duration.ofHours(1))));
    check().assertFailure("clock", "chat.mark");
  }

  @Test
  void aDiskThatIsNearlyFullIsSaid() {
    assertThat(new DiskSpaceCheck(50 * MIB, MIB).run())
        .extracting(Finding::outcome)
        .containsExactly(Outcome.FAILED);
    assertThat(new DiskSpaceCheck(5_000 * MIB, 6_000 * MIB).run())
        .extracting(Finding::outcome)
        .containsExactly(Outcome.WARNING);
    assertThat(new DiskSpaceCheck(5_000 * MIB, 10 * MIB).run())
        .extracting(Finding::outcome)
        .containsExactly(Outcome.OK);
  }

  @Test
  void aWrongAddressIsWrongUsage() {
    for (String url : List.of("chat.example", "ftp://chat.example", "https://chat.example/chat")) {
      assertThatThrownBy(() -> run("--data", data.toString(), url))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessageStartingWith("URL: ");
    }
  }
}
