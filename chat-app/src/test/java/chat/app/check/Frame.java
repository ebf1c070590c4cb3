package chat.app.check;

import chat.core.log.Cursor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One JSON object of {@code chat.v1}, read by the letter of protocol.md, without the server's code.
 */
record Frame(Map<String, Object> fields) {
  private static final JsonFactory JSON = new JsonFactory();

  static Frame of(String text) throws IOException {
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      return new Frame(object(json));
    }
  }

  private static Map<String, Object> object(JsonParser json) throws IOException {
    Map<String, Object> fields = new HashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      fields.put(name, value(json));
    }
    return fields;
  }

  private static Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> new Frame(object(json));
      case START_ARRAY -> array(json);
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw new IOException("not in the contract: " + json.currentToken());
    };
  }

  private static List<Frame> array(JsonParser json) throws IOException {
    List<Frame> all = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      all.add((Frame) value(json));
    }
    return all;
  }

  String type() {
    return text("type");
  }

  String text(String name) {
    return (String) fields.getOrDefault(name, "");
  }

  long number(String name) {
    return (Long) fields.getOrDefault(name, 0L);
  }

  boolean flag(String name) {
    return (Boolean) fields.getOrDefault(name, false);
  }

  Frame inner(String name) {
    return (Frame) fields.get(name);
  }

  @SuppressWarnings("unchecked") // Arrays are read as lists of frames, and as nothing else.
  List<Frame> all(String name) {
    return (List<Frame>) fields.get(name);
  }

  Cursor cursor() {
    return Cursor.parse(text("cursor")).orElseThrow();
  }

  /** The entry that this frame tells; empty where it tells something else. */
  Optional<Line> line() {
    return switch (type()) {
      case "said" -> Optional.of(line("from", new Deed.Say(text("text"))));
      case "edited" -> Optional.of(line("by", new Deed.Edit(number("of"), text("text"))));
      case "deleted" -> Optional.of(line("by", new Deed.Delete(number("of"))));
      case "reacted" ->
          Optional.of(line("by", new Deed.React(number("of"), text("emoji"), flag("on"))));
      default -> Optional.empty();
    };
  }

  private Line line(String author, Deed deed) {
    return new Line(
        number("seq"), text("at"), inner(author).text("id"), text("id"), deed, flag("deleted"));
  }

  /** The messages of a history or a page. */
  List<Standing> messages() {
    return all("messages").stream().map(Frame::standing).toList();
  }

  private Standing standing() {
    Map<String, Set<String>> reactions = new HashMap<>();
    for (Frame reaction : all("reactions")) {
      Set<String> who = new HashSet<>();
      reaction.all("who").forEach(member -> who.add(member.text("id")));
      reactions.put(reaction.text("emoji"), who);
    }
    return new Standing(
        number("seq"),
        text("at"),
        inner("from").text("id"),
        text("id"),
        text("text"),
        flag("edited"),
        flag("deleted"),
        reactions);
  }

  /** What a client sends to have something done. */
  static String asking(String id, Deed deed) {
    var text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("id", id);
      switch (deed) {
        case Deed.Say say -> {
          json.writeStringField("type", "say");
          json.writeStringField("text", say.text());
        }
        case Deed.Edit edit -> {
          json.writeStringField("type", "edit");
          json.writeNumberField("of", edit.of());
          json.writeStringField("text", edit.text());
        }
        case Deed.Delete delete -> {
          json.writeStringField("type", "delete");
          json.writeNumberField("of", delete.of());
        }
        case Deed.React react -> {
          json.writeStringField("type", "react");
          json.writeNumberField("of", react.of());
          json.writeStringField("emoji", react.emoji());
          json.writeBooleanField("on", react.on());
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return text.toString();
  }
}
