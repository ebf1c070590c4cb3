package chat.web.testing;

import chat.core.name.RoomName;
import chat.web.protocol.Command;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generates commands of {@code chat.v1} with their frames, in any notation that JSON allows. */
public final class JsonFrames {
  private JsonFrames() {}

  /** A command, and a frame that encodes it. */
  public record EncodedCommand(Command command, String frame) {}

  public static Arbitrary<EncodedCommand> commands() {
    return Combinators.combine(command(), style())
        .as((command, style) -> new EncodedCommand(command, style.object(fields(command))));
  }

  private static Arbitrary<Command> command() {
    Arbitrary<String> ids =
        Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(64);
    Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(200);
    Arbitrary<Long> seqs = Arbitraries.longs().between(1, Long.MAX_VALUE);
    return Arbitraries.oneOf(
        Combinators.combine(ids, texts, Arbitraries.longs().between(0, Long.MAX_VALUE))
            .as((id, text, re) -> new Command.Say(id, text, re, List.of())),
        Combinators.combine(ids, seqs, texts).as(Command.Edit::new),
        Combinators.combine(ids, seqs).as(Command.Delete::new),
        Combinators.combine(ids, seqs, texts, Arbitraries.of(true, false)).as(Command.React::new),
        Combinators.combine(ids, seqs, Arbitraries.of(true, false)).as(Command.Pin::new),
        Arbitraries.just(new Command.Typing()),
        Arbitraries.just(new Command.Watch(List.of(RoomName.LOBBY, new RoomName("茶")))));
  }

  /** A field with a string, number or boolean. */
  private record Field(String name, Object value) {}

  private static List<Field> fields(Command command) {
    return switch (command) {
      case Command.Say(var id, var text, var re, var files) when re == 0 ->
          List.of(type("say"), new Field("id", id), new Field("text", text));
      case Command.Say(var id, var text, var re, var files) ->
          List.of(type("say"), new Field("id", id), new Field("text", text), new Field("re", re));
      case Command.Edit(var id, var of, var text) ->
          List.of(type("edit"), new Field("id", id), new Field("of", of), new Field("text", text));
      case Command.Delete(var id, var of) ->
          List.of(type("delete"), new Field("id", id), new Field("of", of));
      case Command.React(var id, var of, var emoji, var on) ->
          List.of(
              type("react"),
              new Field("id", id),
              new Field("of", of),
              new Field("emoji", emoji),
              new Field("on", on));
      case Command.Pin(var id, var of, var on) ->
          List.of(type("pin"), new Field("id", id), new Field("of", of), new Field("on", on));
      case Command.Typing() -> List.of(type("typing"));
      case Command.Watch(var rooms) -> List.of(type("watch"), new Field("rooms", names(rooms)));
      case Command.Invalid invalid -> throw new IllegalArgumentException(invalid.toString());
    };
  }

  /** A list of strings. */
  private record Strings(List<String> values) {
    @Override
    public String toString() {
      return values.stream()
          .map(value -> '"' + value + '"')
          .collect(Collectors.joining(",", "[", "]"));
    }
  }

  private static Strings names(List<RoomName> rooms) {
    return new Strings(rooms.stream().map(RoomName::value).toList());
  }

  private static Field type(String type) {
    return new Field("type", type);
  }

  /**
   * A notation.
   *
   * @param blank white space between all tokens
   * @param escaped whether all characters of strings are escaped
   * @param unknown the value of an unknown field
   * @param first the index of the field that is written first
   */
  private record Style(String blank, boolean escaped, String unknown, int first) {
    private String object(List<Field> fields) {
      var object = new StringBuilder(blank + '{' + blank + "\"more\":" + unknown);
      for (int i = 0; i < fields.size(); i++) {
        Field field = fields.get((i + first) % fields.size());
        object.append(blank).append(',').append(blank).append(text(field.name));
        object.append(blank).append(':').append(blank).append(value(field.value));
      }
      return object.append(blank).append('}').append(blank).toString();
    }

    private String value(Object value) {
      return value instanceof String text ? text(text) : value.toString();
    }

    private String text(String text) {
      var written = new StringBuilder("\"");
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (escaped || c < ' ' || c == '"' || c == '\\') {
          written.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        } else {
          written.append(c);
        }
      }
      return written.append('"').toString();
    }
  }

  private static Arbitrary<Style> style() {
    return Combinators.combine(
            Arbitraries.of("", " ", "\r\n\t"),
            Arbitraries.of(true, false),
            Arbitraries.of("null", "-1.5e-9", "\"\\ud83d\"", "[[],{\"type\":\"delete\",\"of\":1}]"),
            Arbitraries.integers().between(0, 4))
        .as(Style::new);
  }
}
