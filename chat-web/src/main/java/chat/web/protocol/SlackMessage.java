package chat.web.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads the text of a message in the format of Slack's incoming webhooks: {@code text}, else that
 * of the attachments with their fields and then of the blocks, each on lines of its own. All else
 * is ignored.
 */
public final class SlackMessage {
  private String text = "";
  private final List<String> attachments = new ArrayList<>();
  private final List<String> blocks = new ArrayList<>();

  private SlackMessage() {}

  /** The text; empty where the JSON is no object of this format. */
  public static Optional<String> text(String message) {
    SlackMessage read = new SlackMessage();
    try (JsonParser json = Json.FACTORY.createParser(message)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        read.field(json);
      }
      return json.nextToken() == null ? Optional.of(read.joined()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private String joined() {
    if (!text.isBlank()) {
      return SlackMarkup.markdown(text);
    }
    List<String> parts = new ArrayList<>(attachments);
    parts.addAll(blocks);
    return parts.stream()
        .filter(part -> !part.isBlank())
        .map(part -> SlackMarkup.markdown(part.stripTrailing()))
        .collect(Collectors.joining("\n"));
  }

  private void field(JsonParser json) throws IOException {
    String name = json.currentName();
    JsonToken value = json.nextToken();
    if (name.equals("text")) {
      text = string(json, value);
    } else if (name.equals("attachments") && value == JsonToken.START_ARRAY) {
      each(json, this::attachment);
    } else if (name.equals("blocks") && value == JsonToken.START_ARRAY) {
      each(json, this::block);
    } else {
      json.skipChildren();
    }
  }

  /** Reads the fields of one object. */
  private interface ObjectReader {
    void read(JsonParser json) throws IOException;
  }

  private static void each(JsonParser json, ObjectReader reader) throws IOException {
    for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
      if (next == JsonToken.START_OBJECT) {
        reader.read(json);
      } else {
        json.skipChildren();
      }
    }
  }

  private void attachment(JsonParser json) throws IOException {
    String pretext = "";
    String title = "";
    String body = "";
    String fallback = "";
    List<String> fields = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "pretext" -> pretext = string(json, value);
        case "title" -> title = string(json, value);
        case "text" -> body = string(json, value);
        case "fallback" -> fallback = string(json, value);
        case "fields" -> fields(json, value, fields);
        default -> json.skipChildren();
      }
    }
    if ((pretext + title + body).isBlank() && fields.isEmpty()) {
      // It stands for the others where a client cannot show them.
      attachments.add(fallback);
    } else {
      attachments.addAll(List.of(pretext, title, body));
      attachments.addAll(fields);
    }
  }

  private static void fields(JsonParser json, JsonToken value, List<String> fields)
      throws IOException {
    if (value == JsonToken.START_ARRAY) {
      each(json, inner -> fields.add(field(inner, new StringBuilder())));
    } else {
      json.skipChildren();
    }
  }

  /** The title and the value of a field, on one line. */
  private static String field(JsonParser json, StringBuilder line) throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      String text = string(json, json.nextToken());
      if (name.equals("title") && !text.isBlank()) {
        line.insert(0, text + ": ");
      } else if (name.equals("value")) {
        line.append(text);
      }
    }
    return line.toString();
  }

  private void block(JsonParser json) throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("text") && value == JsonToken.START_OBJECT) {
        blockText(json);
      } else {
        json.skipChildren();
      }
    }
  }

  private void blockText(JsonParser json) throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("text")) {
        blocks.add(string(json, value));
      } else {
        json.skipChildren();
      }
    }
  }

  /** A string; empty for anything else, which is skipped. */
  private static String string(JsonParser json, JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_STRING) {
      return json.getText();
    }
    json.skipChildren();
    return "";
  }
}
