package chat.web.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Entry;
import chat.core.log.Refusal;
import chat.core.log.Refusal.Code;
import chat.core.name.Member;
import chat.web.testing.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** PROTOCOL.md says what the dialects read and write; its example session as well. */
class ProtocolPageTest {
  private static final String PAGE = page();
  private static final Pattern SENT = Pattern.compile("^ {4}> (\\{.*})$", Pattern.MULTILINE);
  private static final Pattern RECEIVED = Pattern.compile("^ {4}< (\\{.*})$", Pattern.MULTILINE);
  private static final Dialect CHAT_V1 = new JsonDialect();

  private static String page() {
    try {
      return Files.readString(Path.of("PROTOCOL.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> found(String pattern) {
    return Pattern.compile(pattern, Pattern.MULTILINE)
        .matcher(PAGE)
        .results()
        .map(result -> result.group(1))
        .collect(toSet());
  }

  @Test
  void everyRefusalCodeHasARow() {
    assertThat(found("^\\| `([a-z-]+)` \\| [^|]* \\| [^|]* \\|$"))
        .isEqualTo(Arrays.stream(Code.values()).map(Code::text).collect(toSet()));
  }

  @Test
  void everyFrameOfAClientHasARow() {
    Set<String> commands =
        Arrays.stream(Command.class.getPermittedSubclasses())
            .filter(command -> command != Command.Invalid.class)
            .map(command -> command.getSimpleName().toLowerCase(Locale.ROOT))
            .collect(toSet());
    assertThat(commands).contains("say");
    assertThat(rows()).containsAll(commands);
  }

  /**
   * A method of the dialect writes one frame and is called like it; entries are of several types.
   */
  @Test
  void everyFrameOfTheServerHasARow() {
    Stream<String> events =
        Arrays.stream(Dialect.class.getDeclaredMethods())
            .filter(method -> method.getGenericReturnType().getTypeName().contains("<byte[]>"))
            .map(Method::getName)
            .filter(name -> !name.equals("entry"));
    Stream<String> entries =
        Arrays.stream(Entry.class.getPermittedSubclasses())
            .map(entry -> entry.getSimpleName().toLowerCase(Locale.ROOT));
    Set<String> types = Stream.concat(events, entries).collect(toSet());
    assertThat(types).contains("welcome", "said");
    assertThat(rows()).containsAll(types);
  }

  private static Set<String> rows() {
    return found("^\\| `\\{\"type\":\"([a-z]+)\"");
  }

  @Test
  void plainDialectIsDocumented() {
    var nick = new Member("id", "NICK");
    var dialect = new PlainDialect("");
    assertThat(PAGE)
        .contains(
            '`' + text(dialect.joined(nick, 1)) + '`',
            '`' + text(dialect.left(nick, 1)) + '`',
            '`'
                + text(
                    dialect
                        .entry(new Entry.Said(1, Instant.EPOCH, nick, "", "TEXT", 0, false))
                        .stream()
                        .findFirst())
                + '`');
  }

  static List<String> sent() {
    return SENT.matcher(PAGE).results().map(frame -> frame.group(1)).toList();
  }

  @ParameterizedTest
  @MethodSource("sent")
  void framesSentInTheExampleAreValid(String frame) {
    assertThat(CHAT_V1.command(frame) instanceof Command.Invalid)
        .isEqualTo(frame.contains("\"shout\""));
  }

  static List<String> received() {
    return RECEIVED
        .matcher(PAGE)
        .results()
        .map(frame -> frame.group(1))
        .filter(frame -> !List.of("welcome", "history").contains(JsonText.read(frame).get("type")))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("received")
  void framesReceivedInTheExampleAreEncodedAlike(String frame) {
    assertThat(text(written(JsonText.read(frame)))).isEqualTo(frame);
  }

  private static Optional<byte[]> written(Map<String, Object> frame) {
    return switch ((String) frame.get("type")) {
      case "said", "edited", "deleted", "reacted", "pinned" ->
          CHAT_V1.entry(entry(frame)).stream().findFirst();
      case "joined" -> CHAT_V1.joined(member(frame, "member"), (int) number(frame, "count"));
      case "left" -> CHAT_V1.left(member(frame, "member"), (int) number(frame, "count"));
      case "typing" -> CHAT_V1.typing(member(frame, "member"));
      case "ack" -> CHAT_V1.ack((String) frame.get("id"), number(frame, "seq"));
      case "refused" ->
          CHAT_V1.refused(
              Optional.of((String) frame.get("id")), refusal(frame), (String) frame.get("message"));
      default -> Optional.empty();
    };
  }

  private static Entry entry(Map<String, Object> frame) {
    long seq = number(frame, "seq");
    Instant at = Instant.parse((String) frame.get("at"));
    String text = (String) frame.getOrDefault("text", "");
    boolean deleted = frame.containsKey("deleted");
    return switch ((String) frame.get("type")) {
      case "said" ->
          new Entry.Said(
              seq,
              at,
              member(frame, "from"),
              (String) frame.get("id"),
              text,
              number(frame, "re"),
              deleted);
      case "edited" ->
          new Entry.Edited(seq, at, member(frame, "by"), "", number(frame, "of"), text, deleted);
      case "deleted" -> new Entry.Deleted(seq, at, member(frame, "by"), "", number(frame, "of"));
      case "pinned" ->
          new Entry.Pinned(
              seq, at, member(frame, "by"), "", number(frame, "of"), (boolean) frame.get("on"));
      default ->
          new Entry.Reacted(
              seq,
              at,
              member(frame, "by"),
              "",
              number(frame, "of"),
              (String) frame.get("emoji"),
              (boolean) frame.get("on"));
    };
  }

  private static Refusal refusal(Map<String, Object> frame) {
    Code code =
        Arrays.stream(Code.values())
            .filter(each -> each.text().equals(frame.get("code")))
            .findFirst()
            .orElseThrow();
    return new Refusal(code, Duration.ofMillis(number(frame, "retryAfter")));
  }

  @SuppressWarnings("unchecked")
  private static Member member(Map<String, Object> frame, String field) {
    var member = (Map<String, Object>) frame.get(field);
    return new Member((String) member.get("id"), (String) member.get("name"));
  }

  private static long number(Map<String, Object> frame, String field) {
    return (long) frame.getOrDefault(field, 0L);
  }

  private static String text(Optional<byte[]> utf8) {
    return new String(utf8.orElseThrow(), UTF_8);
  }
}
