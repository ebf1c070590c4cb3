package chat.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import chat.core.cluster.Ruling;
import chat.core.cluster.SecretStore;
import chat.core.file.FileName;
import chat.core.file.FileStore;
import chat.core.file.StoredFile;
import chat.core.file.Upload;
import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.core.log.Transcript;
import chat.core.log.Transcript.ReadLimit;
import chat.core.log.TranscriptProvider;
import chat.core.log.TranscriptProvider.Location;
import chat.core.log.TranscriptProvider.OpenException;
import chat.core.log.Transcripts;
import chat.core.member.MentionBatch;
import chat.core.member.OpenedRoom;
import chat.core.member.ReadPosition;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.files.store.DirectoryFileStore;
import chat.postgres.PostgresProvider;
import chat.postgres.testing.PostgresServer;
import chat.sqlite.SqliteProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data directory is copied into a database with everything by which a client resumes. */
@Tag("server")
class CopyCommandTest {
  private static final Member ANN = new Member("a", "Ann");
  private static final Member BEN = new Member("b", "Ben");
  private static final RoomName ROOM = new RoomName("设计");
  private static final ReadLimit ALL = new ReadLimit(10_000, Integer.MAX_VALUE);

  private static final List<TranscriptProvider> PROVIDERS =
      List.of(new SqliteProvider(), new PostgresProvider());

  private static final PostgresServer SERVER = PostgresServer.shared();

  @TempDir Path data;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private Location target;

  @BeforeEach
  void createDatabase() throws SQLException {
    target = SERVER.cleared();
  }

  private void copy(Path directory) throws InvalidSettingException {
    new CopyCommand(
            Map.of("CHAT_DATABASE_PASSWORD", target.password().orElseThrow()),
            PROVIDERS,
            new PrintStream(output, true, UTF_8))
        .run("--data", directory.toString(), "--to", target.uri().toString());
  }

  private static Transcripts open(Location location) {
    return PROVIDERS.stream()
        .filter(provider -> provider.opens(location.uri()))
        .findFirst()
        .orElseThrow()
        .open(location, InstantSource.system());
  }

  private Transcripts source() {
    return open(new Location(data.toUri(), Optional.empty()));
  }

  private static long keep(Transcript log, Draft draft) {
    var kept = new CompletableFuture<Long>();
    log.append(
        draft,
        new Receipt() {
          @Override
          public void kept(long seq) {
            kept.complete(seq);
          }

          @Override
          public void refused(Refusal refusal) {
            kept.completeExceptionally(new AssertionError(refusal));
          }
        });
    return kept.orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static void talk(Transcript log) {
    long hello = keep(log, new Draft.Say(ANN, "id-1", "hello", 0));
    long secret = keep(log, new Draft.Say(BEN, "id-2", "a secret", hello));
    keep(log, new Draft.Edit(BEN, "id-3", secret, "a longer secret"));
    keep(log, new Draft.React(ANN, "id-4", hello, "👍", true));
    keep(log, new Draft.React(BEN, "id-5", hello, "👍", true));
    keep(log, new Draft.React(ANN, "id-6", hello, "👍", false));
    keep(log, new Draft.React(ANN, "id-7", hello, "❤️", true));
    keep(log, new Draft.React(ANN, "id-8", secret, "👍", true));
    keep(log, new Draft.Pin(BEN, "", secret, true));
    keep(log, new Draft.Delete(BEN, "id-9", secret));
    keep(log, new Draft.Pin(BEN, "", hello, true));
    long pinnedOnce = keep(log, new Draft.Say(ANN, "", "an answer", hello));
    keep(log, new Draft.Pin(BEN, "", pinnedOnce, true));
    keep(log, new Draft.Pin(ANN, "", pinnedOnce, false));
    keep(log, new Draft.Edit(ANN, "", hello, "hello, all"));
    for (int i = 0; i < 2_500; i++) {
      log.append(new Draft.Say(ANN, "many-" + i, "message " + i, 0), Receipt.NONE);
    }
    keep(log, new Draft.Say(ANN, "", "the end", 0));
  }

  private record State(String epoch, List<Entry> entries, Transcript.Page messages) {
    static State of(Transcript log) {
      Transcript.Page page = log.before(Long.MAX_VALUE, ALL);
      return new State(log.epoch(), log.after(0, page.asOf(), ALL).orElseThrow(), page);
    }
  }

  private static String key(char letter) {
    return Base64.getEncoder().encodeToString(String.valueOf(letter).repeat(32).getBytes(UTF_8));
  }

  @Test
  void everythingIsAsItWasAndGoesOn() throws Exception {
    State room;
    State lobby;
    List<OpenedRoom> rooms;
    try (Transcripts logs = source()) {
      talk(logs.open(ROOM));
      keep(logs.open(RoomName.LOBBY), new Draft.Say(BEN, "id", "in the lobby", 0));
      var upTo = new ReadPosition(logs.open(ROOM).epoch(), 3);
      logs.members().visited(ANN, ROOM);
      logs.members().visited(ANN, RoomName.LOBBY);
      logs.members().read("a", ROOM, new ReadPosition(upTo.epoch(), 1));
      var mentioned = List.of(new MentionBatch.Mentioned(2, "a"));
      logs.members().add(new MentionBatch(ROOM, upTo, mentioned, Set.of()));
      rooms = logs.members().rooms("a");
      room = State.of(logs.open(ROOM));
      lobby = State.of(logs.open(RoomName.LOBBY));
    }

    Files.writeString(data.resolve("cookie-keys"), key('n') + "\n" + key('o') + "\n");
    Files.writeString(data.resolve("owner-key"), "the key of the owner\n");

    Files.writeString(data.resolve("bans"), "mute b 2999-01-01T00:00:00Z\n");
    Files.writeString(data.resolve("slow-rooms"), "lobby PT30S\n");
    Files.writeString(data.resolve("rooms-without-pins"), "garden\n");

    copy(data);

    assertThat(output.toString(UTF_8)).contains("Entries copied: 2,517, of 2 rooms");
    try (Transcripts copied = open(target)) {
      SecretStore keys = copied.stores().orElseThrow().secrets();
      assertThat(keys.cookieKeys("candidate")).containsExactly(key('n'), key('o'));
      assertThat(keys.ownerKey("candidate").key()).isEqualTo("the key of the owner");
      assertThat(copied.stores().orElseThrow().rulings().read())
          .extracting(Ruling::kind, Ruling::target, Ruling::pause)
          .containsExactlyInAnyOrder(
              tuple("mute", "b", Duration.ZERO),
              tuple("slow", "lobby", Duration.ofSeconds(30)),
              tuple("pins-off", "garden", Duration.ZERO));
      Transcript log = copied.open(ROOM);
      assertThat(State.of(log)).isEqualTo(room);
      assertThat(log.pinned(Long.MAX_VALUE, ALL).messages())
          .hasSize(1)
          .allMatch(message -> message.replies() == 1);
      assertThat(State.of(copied.open(RoomName.LOBBY))).isEqualTo(lobby);
      assertThat(rooms)
          .hasSize(2)
          .filteredOn(opened -> opened.room().equals(ROOM))
          .allMatch(opened -> opened.mentions() == 1 && opened.read().orElseThrow().seq() == 1);
      assertThat(copied.members().rooms("a")).isEqualTo(rooms);
      assertThat(copied.members().mentionedUpTo(ROOM)).contains(new ReadPosition(room.epoch(), 3));
      assertThat(keep(log, new Draft.Say(ANN, "many-7", "message 7", 0))).isEqualTo(23);
      assertThat(keep(log, new Draft.Say(ANN, "new", "new", 0))).isEqualTo(2_517);
    }
  }

  @Test
  void filesOfMessagesAreCopiedAndThoseThatAreMissingAreCounted() throws Exception {
    byte[] content = new byte[600_000];
    new Random(7).nextBytes(content);
    StoredFile kept;
    StoredFile missing;
    try (Transcripts logs = source();
        FileStore files = files()) {
      kept = keep(files, content);
      missing = keep(files, content);
      keep(files, content);
      var both = List.of(kept.attachment("a picture"), missing.attachment(""));
      keep(logs.open(ROOM), new Draft.Say(ANN, "1", "", 0, both));
      files.delete(missing.id());
    }

    copy(data);

    assertThat(output.toString(UTF_8))
        .contains("Files copied: 1.", "missing in the data directory: 1.");
    try (Transcripts copied = open(target)) {
      FileStore files = copied.files().orElseThrow();
      assertThat(files.find(kept.id())).contains(kept);
      try (InputStream bytes = files.open(kept.id(), 0)) {
        assertThat(bytes.readAllBytes()).isEqualTo(content);
      }
      assertThat(files.size()).isEqualTo(content.length);
      assertThat(copied.attached(List.of(kept.id()))).containsExactly(kept.id());
    }
  }

  private FileStore files() {
    return new DirectoryFileStore(data.resolve("files"), InstantSource.system());
  }

  private StoredFile keep(FileStore files, byte[] content) throws IOException {
    Upload upload = Upload.begun(ROOM, ANN.id(), new FileName("a.png"), content.length);
    files.begin(upload);
    assertThat(files.append(upload.id(), 0, ByteBuffer.wrap(content))).isTrue();
    var file =
        new StoredFile(
            upload.id(), ROOM, ANN.id(), upload.name(), "image/png", content.length, 4, 3);
    files.complete(file, files.localUpload(file.id(), data.resolve("copy-" + file.id())));
    return file;
  }

  @Test
  void databaseWithAMessageIsRefused() throws Exception {
    try (Transcripts logs = source()) {
      keep(logs.open(ROOM), new Draft.Say(ANN, "", "hello", 0));
    }
    copy(data);

    assertThatThrownBy(() -> copy(data))
        .isInstanceOf(OpenException.class)
        .hasMessageStartingWith("--to: there are messages in this database already");
  }

  @Test
  void directoryInUseIsRefused() throws Exception {
    try (Transcripts logs = source()) {
      keep(logs.open(ROOM), new Draft.Say(ANN, "", "hello", 0));

      assertThatThrownBy(() -> copy(data)).isInstanceOf(OpenException.class);
    }
    copy(data);
    assertThat(output.toString(UTF_8)).contains("Entries copied: 1, of 1 rooms");
  }

  @Test
  void directoryWithoutALogIsRefused() {
    assertThatThrownBy(() -> copy(data))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("there is no chat.db in " + data);
  }

  @Test
  void wrongOptionsAreRefused() {
    var command = new CopyCommand(Map.of(), PROVIDERS, new PrintStream(output, true, UTF_8));

    assertThatThrownBy(command::run).hasMessage("--to: give the URL of the database to copy to.");
    assertThatThrownBy(() -> command.run("--to", "no url"))
        .hasMessageStartingWith("--to: this is no URL");
    assertThatThrownBy(() -> command.run("--from", "x")).hasMessageContaining("see copy --help");
  }
}
