package chat.web.protocol;

import chat.core.file.Attachment;
import chat.core.file.FileReference;
import chat.core.log.Refusal;
import chat.core.log.Refusal.Code;
import chat.core.name.InvalidNameException;
import chat.core.name.RoomName;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parses one frame of a {@code chat.v1} client. Unknown fields are ignored. */
final class JsonCommand {
  private static final int MAX_ID = 64;

  private final String frame;
  private String type;
  private String id;
  private String text;
  private String emoji;
  private Boolean on;
  private long target;
  private long replyTo;
  private List<FileReference> files = List.of();
  private Set<RoomName> rooms;
  // A known field has a value of the wrong type. Parsing goes on: the answer needs the id.
  private boolean malformed;

  JsonCommand(String frame) {
    this.frame = frame;
  }

  /** Reads a message that was posted: a {@code say} without a type, and perhaps without an id. */
  Command readMessage() {
    Optional<Command> invalid = parse();
    if (invalid.isPresent()) {
      return invalid.get();
    }
    return text == null || malformed
        ? invalid(Code.BAD_FRAME)
        : new Command.Say(id == null ? "" : id, text, replyTo, files);
  }

  Command read() {
    return parse().orElseGet(() -> malformed || type == null ? invalid(Code.BAD_FRAME) : command());
  }

  /** Reads all fields; returns a refusal where it is not one JSON object. */
  private Optional<Command> parse() {
    try (JsonParser json = Json.FACTORY.createParser(frame)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.of(invalid(Code.BAD_FRAME));
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        field(json);
      }
      return json.nextToken() == null ? Optional.empty() : Optional.of(invalid(Code.BAD_FRAME));
    } catch (IOException e) {
      return Optional.of(invalid(Code.BAD_FRAME));
    }
  }

  private void field(JsonParser json) throws IOException {
    String name = json.currentName();
    JsonToken value = json.nextToken();
    switch (name) {
      case "type" -> type = string(json, value);
      case "id" -> id = checkedId(string(json, value));
      case "text" -> text = string(json, value);
      case "emoji" -> emoji = string(json, value);
      case "on" -> on = flag(json, value);
      case "of" -> target = seq(json, value);
      case "re" -> replyTo = seq(json, value);
      case "files" -> files = files(json, value);
      case "rooms" -> rooms = rooms(json, value);
      default -> json.skipChildren();
    }
  }

  private String string(JsonParser json, JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_STRING) {
      return json.getText();
    }
    fail(json);
    return null;
  }

  /** Whether a text is 1 to 64 visible characters of ASCII. */
  static boolean isId(String text) {
    if (text.isEmpty() || text.length() > MAX_ID) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '!' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private String checkedId(String value) {
    if (value != null && isId(value)) {
      return value;
    }
    malformed = true;
    return null;
  }

  private Boolean flag(JsonParser json, JsonToken value) throws IOException {
    if (!value.isBoolean()) {
      fail(json);
    }
    return value == JsonToken.VALUE_TRUE;
  }

  private long seq(JsonParser json, JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_NUMBER_INT
        && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER
        && json.getLongValue() > 0) {
      return json.getLongValue();
    }
    fail(json);
    return 0;
  }

  private List<FileReference> files(JsonParser json, JsonToken value) throws IOException {
    List<FileReference> found = new ArrayList<>();
    if (value != JsonToken.START_ARRAY) {
      fail(json);
      return found;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      Optional<FileReference> file = file(json);
      file.ifPresent(found::add);
      malformed = malformed || file.isEmpty();
    }
    malformed = malformed || found.size() > Attachment.MAX_FILES;
    return found;
  }

  /** Something that is no room name is no room that the member has opened. */
  private Set<RoomName> rooms(JsonParser json, JsonToken value) throws IOException {
    Set<RoomName> found = new LinkedHashSet<>();
    if (value != JsonToken.START_ARRAY) {
      fail(json);
      return found;
    }
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      String name = string(json, json.currentToken());
      count++;
      if (name != null && count <= Command.Watch.MAX_ROOMS) {
        addRoom(name, found);
      }
    }
    malformed = malformed || count > Command.Watch.MAX_ROOMS;
    return found;
  }

  private static void addRoom(String name, Set<RoomName> rooms) {
    try {
      rooms.add(new RoomName(name));
    } catch (InvalidNameException e) {
      // Ignored, as a room is that the member has not opened.
    }
  }

  /** Empty for a file that is malformed; one with an unknown id is refused later. */
  private Optional<FileReference> file(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      fail(json);
      return Optional.empty();
    }
    String fileId = null;
    String alt = "";
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "id" -> fileId = string(json, value);
        case "alt" -> alt = string(json, value);
        default -> json.skipChildren();
      }
    }
    return fileId == null || alt == null ? Optional.empty() : FileReference.of(fileId, alt);
  }

  private void fail(JsonParser json) throws IOException {
    malformed = true;
    json.skipChildren();
  }

  private Command command() {
    return switch (type) {
      case "say" ->
          allPresent(id, text)
              ? new Command.Say(id, text, replyTo, files)
              : invalid(Code.BAD_FRAME);
      case "edit" ->
          allPresent(id, text) && target > 0
              ? new Command.Edit(id, target, text)
              : invalid(Code.BAD_FRAME);
      case "delete" ->
          allPresent(id) && target > 0 ? new Command.Delete(id, target) : invalid(Code.BAD_FRAME);
      case "react" ->
          allPresent(id, emoji, on) && target > 0
              ? new Command.React(id, target, emoji, on)
              : invalid(Code.BAD_FRAME);
      case "pin" ->
          allPresent(id, on) && target > 0
              ? new Command.Pin(id, target, on)
              : invalid(Code.BAD_FRAME);
      case "typing" -> new Command.Typing();
      case "watch" ->
          allPresent(rooms) ? new Command.Watch(List.copyOf(rooms)) : invalid(Code.BAD_FRAME);
      default -> invalid(Code.UNKNOWN_TYPE);
    };
  }

  private static boolean allPresent(Object... values) {
    for (Object value : values) {
      if (value == null) {
        return false;
      }
    }
    return true;
  }

  private Command invalid(Code code) {
    return new Command.Invalid(Optional.ofNullable(id), Refusal.of(code));
  }
}
