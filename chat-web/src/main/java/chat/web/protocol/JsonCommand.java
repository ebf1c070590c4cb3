package chat.web.protocol;

import chat.core.log.Refusal;
import chat.core.log.Refusal.Code;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parses one frame of a {@code chat.v1} client. Unknown fields are ignored. */
final class JsonCommand {
  private static final Pattern ID = Pattern.compile("[!-~]{1,64}");

  private final String frame;
  private String type;
  private String id;
  private String text;
  private String emoji;
  private Boolean on;
  private long target;
  private long replyTo;
  // A known field has a value of the wrong type. Parsing goes on: the answer needs the id.
  private boolean malformed;

  JsonCommand(String frame) {
    this.frame = frame;
  }

  Command read() {
    try (JsonParser json = Json.FACTORY.createParser(frame)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return invalid(Code.BAD_FRAME);
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        field(json);
      }
      if (json.nextToken() != null) {
        return invalid(Code.BAD_FRAME);
      }
    } catch (IOException e) {
      return invalid(Code.BAD_FRAME);
    }
    return malformed || type == null ? invalid(Code.BAD_FRAME) : command();
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

  private String checkedId(String value) {
    if (value != null && ID.matcher(value).matches()) {
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

  private void fail(JsonParser json) throws IOException {
    malformed = true;
    json.skipChildren();
  }

  private Command command() {
    return switch (type) {
      case "say" ->
          allPresent(id, text) ? new Command.Say(id, text, replyTo) : invalid(Code.BAD_FRAME);
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
      case "typing" -> new Command.Typing();
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
