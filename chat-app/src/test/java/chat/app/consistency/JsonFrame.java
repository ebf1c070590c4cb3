package chat.app.consistency;

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

/** A JSON frame of {@code chat.v1}, parsed as PROTOCOL.md says, without the server's code. */
record JsonFrame(Map<String, Object> fields) {
  private static final JsonFactory JSON = new JsonFactory();

  static JsonFrame of(String text) throws IOException {
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      return new JsonFrame(object(json));
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
      case START_OBJECT -> new JsonFrame(object(json));
      case START_ARRAY -> array(json);
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw new IOException("not in the protocol: " + json.currentToken());
    };
  }

  private static List<JsonFrame> array(JsonParser json) throws IOException {
    List<JsonFrame> all = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      all.add((JsonFrame) value(json));
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

  JsonFrame object(String name) {
    return (JsonFrame) fields.get(name);
  }

  @SuppressWarnings("unchecked") // Arrays are read as lists of frames, and as nothing else.
  List<JsonFrame> objects(String name) {
    return (List<JsonFrame>) fields.get(name);
  }

  Cursor cursor() {
    return Cursor.parse(text("cursor")).orElseThrow();
  }

  /** The entry in this frame; empty for other frames. */
  Optional<ReceivedEntry> entry() {
    return switch (type()) {
      case "said" -> Optional.of(entry("from", new Action.Say(text("text"))));
      case "edited" -> Optional.of(entry("by", new Action.Edit(number("of"), text("text"))));
      case "deleted" -> Optional.of(entry("by", new Action.Delete(number("of"))));
      case "reacted" ->
          Optional.of(entry("by", new Action.React(number("of"), text("emoji"), flag("on"))));
      default -> Optional.empty();
    };
  }

  private ReceivedEntry entry(String author, Action action) {
    return new ReceivedEntry(
        number("seq"), text("at"), object(author).text("id"), text("id"), action, flag("deleted"));
  }

  /** The messages of a history or a page. */
  List<MessageSnapshot> messages() {
    return objects("messages").stream().map(JsonFrame::message).toList();
  }

  private MessageSnapshot message() {
    Map<String, Set<String>> reactions = new HashMap<>();
    for (JsonFrame reaction : objects("reactions")) {
      Set<String> who = new HashSet<>();
      reaction.objects("who").forEach(member -> who.add(member.text("id")));
      reactions.put(reaction.text("emoji"), who);
    }
    return new MessageSnapshot(
        number("seq"),
        text("at"),
        object("from").text("id"),
        text("id"),
        text("text"),
        flag("edited"),
        flag("deleted"),
        reactions);
  }

  /** Writes the frame by which a client requests an action. */
  static String request(String id, Action action) {
    var text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("id", id);
      switch (action) {
        case Action.Say say -> {
          json.writeStringField("type", "say");
          json.writeStringField("text", say.text());
        }
        case Action.Edit edit -> {
          json.writeStringField("type", "edit");
          json.writeNumberField("of", edit.of());
          json.writeStringField("text", edit.text());
        }
        case Action.Delete delete -> {
          json.writeStringField("type", "delete");
          json.writeNumberField("of", delete.of());
        }
        case Action.React react -> {
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
