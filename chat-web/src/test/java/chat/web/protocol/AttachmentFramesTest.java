package chat.web.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.core.file.Attachment;
import chat.core.file.FileId;
import chat.core.file.FileName;
import chat.core.log.Entry;
import chat.core.log.Message;
import chat.core.name.Member;
import chat.web.testing.JsonText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** The frames of messages with files. */
class AttachmentFramesTest {
  private static final Member ANN = new Member("a", "Ann");
  private static final Attachment PICTURE =
      new Attachment(
          new FileId("AAAAAAAAAAAAAAAAAAAAAA"),
          new FileName("cat 猫.png"),
          "image/png",
          1_234,
          640,
          480,
          "a cat");
  private static final Attachment LETTER =
      new Attachment(
          new FileId("_-bbbbbbbbbbbbbbbbbbbb"),
          new FileName("letter.pdf"),
          "application/pdf",
          5_000_000_000L,
          0,
          0,
          "");
  private static final Map<String, Object> PICTURE_JSON =
      Map.of(
          "id", "AAAAAAAAAAAAAAAAAAAAAA",
          "name", "cat 猫.png",
          "type", "image/png",
          "size", 1_234L,
          "width", 640L,
          "height", 480L,
          "alt", "a cat");
  private static final Map<String, Object> LETTER_JSON =
      Map.of(
          "id", "_-bbbbbbbbbbbbbbbbbbbb",
          "name", "letter.pdf",
          "type", "application/pdf",
          "size", 5_000_000_000L);

  private static Entry said(String text, Attachment... files) {
    return new Entry.Said(1, Instant.EPOCH, ANN, "1", text, 0, false, List.of(files));
  }

  private static List<String> lines(String origin, Entry entry) {
    return new PlainDialect(origin)
        .entry(entry).stream().map(line -> new String(line, UTF_8)).toList();
  }

  @Test
  void entryHasItsFilesInTheirOrder() {
    Map<String, Object> frame = json(new JsonDialect().entry(said("", LETTER, PICTURE)).getFirst());
    assertThat(frame)
        .containsEntry("text", "")
        .containsEntry("files", List.of(LETTER_JSON, PICTURE_JSON));
    assertThat(json(new JsonDialect().entry(said("hi")).getFirst())).doesNotContainKey("files");
  }

  @Test
  void messageHasItsFiles() {
    var message =
        new Message(
            1,
            Instant.EPOCH,
            ANN,
            "1",
            "hi",
            0,
            Optional.empty(),
            false,
            List.of(),
            List.of(PICTURE),
            0,
            false);
    byte[] object = Json.object(json -> Json.messages(json, List.of(message)));
    assertThat(json(object).get("messages"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .singleElement()
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("files", List.of(PICTURE_JSON));
  }

  private static Map<String, Object> json(byte[] object) {
    return JsonText.read(new String(object, UTF_8));
  }

  @Test
  void plainDialectHasALineForEachFile() {
    assertThat(lines("https://chat.example", said("look", PICTURE, LETTER)))
        .containsExactly(
            "Ann:look",
            "Ann:📎 cat 猫.png https://chat.example/files/AAAAAAAAAAAAAAAAAAAAAA",
            "Ann:📎 letter.pdf https://chat.example/files/_-bbbbbbbbbbbbbbbbbbbb");
    assertThat(lines("http://localhost:8180", said("", LETTER)))
        .containsExactly("Ann:📎 letter.pdf http://localhost:8180/files/_-bbbbbbbbbbbbbbbbbbbb");
  }
}
