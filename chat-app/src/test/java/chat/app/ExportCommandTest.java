package chat.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.file.Attachment;
import chat.core.file.FileId;
import chat.core.file.FileName;
import chat.core.file.FileStore;
import chat.core.file.StoredFile;
import chat.core.file.Upload;
import chat.core.log.Draft;
import chat.core.log.Message;
import chat.core.log.Receipt;
import chat.core.log.Transcript;
import chat.core.log.Transcript.ReadLimit;
import chat.core.log.TranscriptProvider;
import chat.core.log.TranscriptProvider.Location;
import chat.core.log.TranscriptProvider.OpenException;
import chat.core.log.Transcripts;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.postgres.PostgresProvider;
import chat.postgres.testing.PostgresServer;
import chat.sqlite.SqliteProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A room is exported in three formats, and put into another room as it was. */
@Tag("server")
class ExportCommandTest {
  private static final Member ANN = new Member("a", "Ann");
  private static final Member BEN = new Member("b", "<Ben>");
  private static final RoomName ROOM = new RoomName("设计");
  private static final ReadLimit ALL = new ReadLimit(10_000, Integer.MAX_VALUE);
  private static final List<TranscriptProvider> PROVIDERS =
      List.of(new SqliteProvider(), new PostgresProvider());
  private static final Attachment PICTURE =
      new Attachment(FileId.random(), new FileName("a.png"), "image/png", 5, 4, 3, "a cat");

  @TempDir private Path directory;
  private String password = "";

  private Path folder(String name) throws IOException {
    return Files.createDirectories(directory.resolve(name));
  }

  private static Transcripts open(Location location) {
    return PROVIDERS.stream()
        .filter(provider -> provider.opens(location.uri()))
        .findFirst()
        .orElseThrow()
        .open(location, InstantSource.system());
  }

  private static Location in(Path folder) {
    return new Location(folder.toUri(), Optional.empty());
  }

  private String run(CommandRun command) throws InvalidSettingException {
    var output = new ByteArrayOutputStream();
    command.run(
        new CommandContext(
            Map.of("CHAT_DATABASE_PASSWORD", password),
            directory,
            PROVIDERS,
            new PrintStream(output, true, StandardCharsets.UTF_8)));
    return output.toString(StandardCharsets.UTF_8);
  }

  private interface CommandRun {
    void run(CommandContext context) throws InvalidSettingException;
  }

  private String export(Path data, String room, String format) throws InvalidSettingException {
    return run(context ->
        new ExportCommand(context)
            .run("--data", data.toString(), "--room", room, "--format", format));
  }

  private Path talk() throws IOException {
    Path data = folder("data");
    try (Transcripts logs = open(in(data))) {
      Transcript log = logs.open(ROOM);
      append(log, new Draft.Say(ANN, "1", "hello & <b>all</b>\nwell", 0, List.of(PICTURE)));
      append(log, new Draft.Say(BEN, "2", "a secret", 1));
      append(log, new Draft.Edit(BEN, "3", 2, "a longer secret"));
      append(log, new Draft.React(ANN, "4", 1, "👍", true));
      append(log, new Draft.React(BEN, "5", 1, "👍", true));
      append(log, new Draft.React(ANN, "6", 1, "👍", false));
      append(log, new Draft.Pin(ANN, "7", 1, true));
      append(log, new Draft.Delete(BEN, "8", 2));
      append(log, new Draft.Say(ANN, "", "an answer", 1));
      append(log, new Draft.Edit(ANN, "9", 9, "**an** answer"));
      for (int i = 0; i < 600; i++) {
        append(log, new Draft.Say(BEN, "many-" + i, "message " + i, 0));
      }
    }
    return data;
  }

  private static void append(Transcript log, Draft draft) {
    log.append(draft, Receipt.NONE);
  }

  private static List<Message> messages(Location location, String room) {
    try (Transcripts logs = open(location)) {
      return logs.open(new RoomName(room)).before(Long.MAX_VALUE, ALL).messages();
    }
  }

  private static String entries(String export) {
    return export.substring(export.indexOf('\n'));
  }

  @Test
  void anImportHasEverythingOfTheExport() throws Exception {
    Path other = folder("other");
    imports(in(other), "--data", other.toString());
  }

  @Tag("long")
  @Test
  void anImportIntoADatabaseHasEverythingOfTheExport() throws Exception {
    Location target = PostgresServer.shared().cleared();
    password = target.password().orElse("");
    imports(target, "--database", target.uri().toString());
  }

  /** Also into the log of the export, where its ids are taken. */
  @Test
  void filesAreExportedAndImportedWithTheirMessages() throws Exception {
    Path data = talk();
    keep(data, "12345");
    Path exported = directory.resolve("exported");
    Path jsonl = directory.resolve("room.jsonl");
    String[] export = {"--data", data.toString(), "--room", "设计", "--output", jsonl.toString()};
    assertThat(run(context -> new ExportCommand(context).run(with(export, exported))))
        .isEqualTo("Files written: 1; no longer there: 0.\n");
    assertThat(exported.resolve(PICTURE.id().value())).hasContent("12345");

    assertThatThrownBy(() ->
            run(context ->
                new ImportCommand(context)
                    .run("--data", data.toString(), "--room", "archive", jsonl.toString())))
        .isInstanceOf(OpenException.class)
        .hasMessageContaining("give --files");
    filesAreImported(in(data), data, jsonl, exported, "--data", data.toString());

    assertThatThrownBy(() ->
            run(context ->
                new ExportCommand(context)
                    .run("--data", data.toString(), "--room", "设计", "--files", "" + exported)))
        .hasMessageContaining("exists already");
  }

  @Tag("long")
  @Test
  void filesAreImportedIntoADatabase() throws Exception {
    Path data = talk();
    keep(data, "12345");
    Path exported = directory.resolve("exported");
    Path jsonl = directory.resolve("room.jsonl");
    String[] export = {"--data", data.toString(), "--room", "设计", "--output", jsonl.toString()};
    run(context -> new ExportCommand(context).run(with(export, exported)));
    Location target = PostgresServer.shared().cleared();
    password = target.password().orElse("");
    open(target).close();
    filesAreImported(target, data, jsonl, exported, "--database", target.uri().toString());
  }

  private static String[] with(String[] arguments, Path files) {
    return Stream.concat(Stream.of(arguments), Stream.of("--files", files.toString()))
        .toArray(String[]::new);
  }

  private void filesAreImported(
      Location target, Path data, Path jsonl, Path exported, String... where) throws Exception {
    String printed =
        run(context ->
            new ImportCommand(context)
                .run(
                    with(
                        new String[] {where[0], where[1], "--room", "archive", jsonl.toString()},
                        exported)));
    assertThat(printed).isEqualTo("Entries imported: 610.\nFiles imported: 1; missing: 0.\n");
    Attachment imported = messages(target, "archive").getFirst().files().getFirst();
    assertThat(imported.id()).isNotEqualTo(PICTURE.id());
    assertThat(imported.name()).isEqualTo(PICTURE.name());
    try (Transcripts logs = open(target);
        FileStore store = logs.files().orElseGet(() -> CommandContext.files(data))) {
      StoredFile stored = store.find(imported.id()).orElseThrow();
      assertThat(stored.room()).isEqualTo(new RoomName("archive"));
      assertThat(stored.memberId()).isEqualTo(ANN.id());
      assertThat(store.open(imported.id(), 0)).hasContent("12345");
    }
  }

  /** Keeps the picture of the conversation. */
  private void keep(Path data, String content) throws IOException {
    Path bytes = Files.writeString(directory.resolve("bytes"), content);
    try (FileStore store = CommandContext.files(data)) {
      store.begin(new Upload(PICTURE.id(), ROOM, ANN.id(), PICTURE.name(), PICTURE.size(), 0));
      store.complete(
          new StoredFile(
              PICTURE.id(),
              ROOM,
              ANN.id(),
              PICTURE.name(),
              PICTURE.type(),
              PICTURE.size(),
              PICTURE.width(),
              PICTURE.height()),
          bytes);
    }
  }

  private void imports(Location target, String... where) throws Exception {
    Path data = talk();
    Path file = directory.resolve("room.jsonl");
    String exported = export(data, "设计", "jsonl");
    Files.writeString(file, exported);
    try (Transcripts logs = open(target)) {
      append(logs.open(RoomName.LOBBY), new Draft.Say(ANN, "1", "in the lobby", 0));
    }

    String printed =
        run(context ->
            new ImportCommand(context)
                .run(where[0], where[1], "--room", "archive", file.toString()));

    assertThat(printed).isEqualTo("Entries imported: 610.\n");
    assertThat(messages(target, "archive")).hasSize(603).isEqualTo(messages(in(data), "设计"));
    assertThat(messages(target, "lobby")).hasSize(1);
    String again =
        run(context -> new ExportCommand(context).run(where[0], where[1], "--room", "archive"));
    assertThat(entries(again)).isEqualTo(entries(exported));
    assertThatThrownBy(() ->
            run(context ->
                new ImportCommand(context)
                    .run(where[0], where[1], "--room", "archive", file.toString())))
        .isInstanceOf(OpenException.class)
        .hasMessageContaining("something was said in this room already");
  }

  @Test
  void anExportHasTheNumberingOfTheLog() throws Exception {
    Path data = talk();
    String epoch;
    try (Transcripts logs = open(in(data))) {
      epoch = logs.open(ROOM).epoch();
    }
    assertThat(export(data, "设计", "jsonl").lines().findFirst().orElseThrow())
        .contains("\"cursor\":\"" + epoch + ".610\"");
  }

  @Test
  void documentsForPeopleShowTheLatestStateAndNoMarkup() throws Exception {
    Path data = talk();

    assertThat(export(data, "设计", "text"))
        .contains("Ann: hello & <b>all</b>\n\twell", "#2 re #1 <Ben>: (deleted)", "a.png", "👍 1")
        .doesNotContain("secret");
    assertThat(export(data, "设计", "html"))
        .contains("&lt;Ben&gt;", "<strong>an</strong> answer", "a cat")
        .doesNotContain("secret", "<Ben>", "<b>all");
  }

  @Test
  void aDamagedExportIsRefusedWhole() throws Exception {
    Path data = talk();
    String exported = export(data, "设计", "jsonl");
    String[] lines = exported.split("\n", -1);
    refused(exported.replace("\"of\":9", "\"of\":8"), "line 11: no message has seq 8");
    refused(exported.replace(lines[3] + "\n", ""), "line 4: its seq is 4 where 3 is next");
    refused(exported.replace("message 599", ""), "its text is not valid");
    refused(exported.substring(exported.indexOf('\n') + 1), "line 1: it is no export");
    refused(exported.replace("{\"id\":\"b\"", "{\"id\":1"), "id is missing");
  }

  private void refused(String export, String reason) throws Exception {
    Path file = directory.resolve("changed.jsonl");
    Files.writeString(file, export);
    Path target = folder("target");
    open(in(target)).close();
    assertThatThrownBy(() ->
            run(context ->
                new ImportCommand(context)
                    .run("--data", target.toString(), "--room", "lobby", file.toString())))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(reason)
        .hasMessageEndingWith("nothing of it is kept.");
    assertThat(messages(in(target), "lobby")).isEmpty();
  }

  @Test
  void wrongOptionsAreRefused() throws Exception {
    Path data = talk();
    assertThatThrownBy(() -> export(data, "lobby", "text"))
        .hasMessageContaining("nothing was said");
    assertThatThrownBy(() -> export(data, "设计", "pdf")).hasMessageContaining("jsonl, html or text");
    assertThatThrownBy(() -> export(data, " ", "text")).hasMessageContaining("no name of a room");
  }
}
