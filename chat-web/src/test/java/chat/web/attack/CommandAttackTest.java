package chat.web.attack;

import static chat.web.attack.AttackCase.refused;

import chat.web.testing.RawClient;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts that are no command of {@code chat.v1}, or one that may not be carried out. */
@Tag("server")
class CommandAttackTest extends AttackTestBase {
  @ParameterizedTest
  @MethodSource("commands")
  void anInvalidCommandIsRefused(AttackCase attack) {
    try (RawClient socket = server.rawClient()) {
      socket.upgraded("/chat", mallory, "Sec-WebSocket-Protocol: chat.v1");
      attack.action().accept(socket);
    }
  }

  static Stream<AttackCase> commands() {
    String deep = "[".repeat(20_000);
    return Stream.of(
        refused("broken JSON", "bad-frame", "{\"type\":\"say\""),
        refused("no JSON", "bad-frame", "hello"),
        refused("nothing", "bad-frame", ""),
        refused("blanks", "bad-frame", "   "),
        refused("an array", "bad-frame", "[]"),
        refused("a string", "bad-frame", "\"say\""),
        refused("a number", "bad-frame", "1e999999999"),
        refused("null", "bad-frame", "null"),
        refused("two objects", "bad-frame", "{\"type\":\"typing\"}{}"),
        refused("garbage behind", "bad-frame", "{\"type\":\"typing\"} x"),
        refused("no type", "bad-frame", "{\"id\":\"1\",\"text\":\"x\"}"),
        refused("an unknown type", "unknown-type", "{\"type\":\"shout\",\"id\":\"1\"}"),
        refused("a type of the server", "unknown-type", "{\"type\":\"said\",\"id\":\"1\"}"),
        refused("a type that is a number", "bad-frame", "{\"type\":1}"),
        refused("a type twice", "bad-frame", "{\"type\":\"typing\",\"type\":\"typing\"}"),
        refused("a text twice", "bad-frame", say("1", "x").replace("}", ",\"text\":\"y\"}")),
        refused("no id", "bad-frame", "{\"type\":\"say\",\"text\":\"x\"}"),
        refused("an empty id", "bad-frame", say("", "x")),
        refused("an id of 65 characters", "bad-frame", say("x".repeat(65), "x")),
        refused("an id with a blank", "bad-frame", say("a b", "x")),
        refused(
            "an id that is a number", "bad-frame", "{\"type\":\"say\",\"id\":1,\"text\":\"x\"}"),
        refused("no text", "bad-frame", "{\"type\":\"say\",\"id\":\"1\"}"),
        refused(
            "a text that is null", "bad-frame", "{\"type\":\"say\",\"id\":\"1\",\"text\":null}"),
        refused(
            "a text that is an object", "bad-frame", "{\"type\":\"say\",\"id\":\"1\",\"text\":{}}"),
        refused("an empty text", "empty", say("1", "")),
        refused("a text of blanks", "empty", say("1", " \\n\\t\u3000\u200B")),
        refused("a text that is too long", "too-long", say("1", "x".repeat(4_097))),
        refused("a NUL in a text", "bad-frame", say("1", "a\\u0000b")),
        refused("a raw control character", "bad-frame", say("1", "a\u0007b")),
        refused("an escape character", "bad-frame", say("1", "a\\u001b[2Jb")),
        refused("a lone high surrogate", "bad-frame", say("1", "a\\ud800b")),
        refused("a lone low surrogate", "bad-frame", say("1", "\\udc00")),
        refused("surrogates in the wrong order", "bad-frame", say("1", "\\udc00\\ud800")),
        refused("nesting without end", "bad-frame", "{\"type\":\"say\",\"x\":" + deep),
        refused(
            "nesting in a text", "bad-frame", "{\"type\":\"say\",\"id\":\"1\",\"text\":" + deep),
        refused(
            "a huge number", "bad-frame", "{\"type\":\"typing\",\"x\":" + "9".repeat(10_000) + "}"),
        refused("a huge exponent as re", "bad-frame", say("1", "x", "1e400")),
        refused("a re that is too large", "bad-frame", say("1", "x", "9223372036854775808")),
        refused("a re that is a fraction", "bad-frame", say("1", "x", "1.5")),
        refused("a re that is negative", "bad-frame", say("1", "x", "-1")),
        refused("a re that is nowhere", "no-such-message", say("1", "x", "9223372036854775807")),
        refused(
            "an edit of nothing", "bad-frame", "{\"type\":\"edit\",\"id\":\"1\",\"text\":\"x\"}"),
        refused(
            "an edit of nowhere",
            "no-such-message",
            "{\"type\":\"edit\",\"id\":\"1\",\"of\":999999,\"text\":\"x\"}"),
        refused(
            "a deletion of nowhere",
            "no-such-message",
            "{\"type\":\"delete\",\"id\":\"1\",\"of\":999999}"),
        refused(
            "an edit of another's",
            "not-yours",
            "{\"type\":\"edit\",\"id\":\"1\",\"of\":1,\"text\":\"x\"}"),
        refused(
            "a deletion of another's", "not-yours", "{\"type\":\"delete\",\"id\":\"1\",\"of\":1}"),
        refused(
            "a pin of nowhere",
            "no-such-message",
            "{\"type\":\"pin\",\"id\":\"1\",\"of\":999999,\"on\":true}"),
        refused("a reaction that is no emoji", "bad-frame", react("<b>")),
        refused("a reaction with marks piled up", "bad-frame", react("👍" + "\u0301".repeat(40))),
        refused("two reactions in one", "bad-frame", react("👍👍")),
        refused(
            "a reaction that is on and off", "bad-frame", react("👍").replace("true", "\"yes\"")),
        refused(
            "fields without end",
            "bad-frame",
            "{"
                + IntStream.range(0, 5_000)
                    .mapToObj(i -> "\"f" + i + "\":" + i)
                    .collect(java.util.stream.Collectors.joining(","))
                + "}"),
        refused("a byte order mark", "bad-frame", "\uFEFF{\"type\":\"typing\"}"),
        refused("a comment", "bad-frame", "{/* */\"type\":\"typing\"}"),
        refused("not a number", "bad-frame", "{\"type\":\"typing\",\"x\":NaN}"),
        refused("single quotes", "bad-frame", "{'type':'typing'}"));
  }

  private static String say(String id, String text) {
    return "{\"type\":\"say\",\"id\":\"" + id + "\",\"text\":\"" + text + "\"}";
  }

  private static String say(String id, String text, String re) {
    return say(id, text).replace("}", ",\"re\":" + re + "}");
  }

  private static String react(String emoji) {
    return "{\"type\":\"react\",\"id\":\"1\",\"of\":1,\"emoji\":\"" + emoji + "\",\"on\":true}";
  }
}
