package chat.web.export;

import chat.core.file.Attachment;
import chat.core.file.FileId;
import chat.core.file.FileName;
import chat.core.log.Entry;
import chat.core.name.Member;
import chat.web.protocol.Json;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields of one line; those that it does not know are ignored. */
final class EntryFields {
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Long> numbers = new HashMap<>();
  private final Map<String, Boolean> flags = new HashMap<>();
  private Map<String, String> author = Map.of();
  private List<EntryFields> files = List.of();

  private EntryFields() {}

  /** Reads an object. */
  static EntryFields read(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("no object");
    }
    EntryFields fields = object(json);
    if (json.nextToken() != null) {
      throw new IllegalArgumentException("more than one object");
    }
    return fields;
  }

  private static EntryFields object(JsonParser json) throws IOException {
    var fields = new EntryFields();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      fields.put(name, json.nextToken(), json);
    }
    return fields;
  }

  private void put(String name, JsonToken value, JsonParser json) throws IOException {
    switch (value) {
      case VALUE_STRING -> texts.put(name, json.getText());
      case VALUE_NUMBER_INT -> numbers.put(name, json.getLongValue());
      case VALUE_TRUE, VALUE_FALSE -> flags.put(name, value == JsonToken.VALUE_TRUE);
      case START_OBJECT -> {
        EntryFields inner = object(json);
        if (name.equals("from") || name.equals("by")) {
          author = inner.texts;
        }
      }
      case START_ARRAY -> {
        List<EntryFields> all = array(json);
        if (name.equals("files")) {
          files = all;
        }
      }
      default -> throw new IllegalArgumentException("no value of an entry");
    }
  }

  private static List<EntryFields> array(JsonParser json) throws IOException {
    List<EntryFields> all = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("no array of objects");
      }
      all.add(object(json));
    }
    return all;
  }

  String type() {
    return texts.get("type");
  }

  long version() {
    return numbers.getOrDefault("version", 0L);
  }

  /**
   * The entry.
   *
   * @throws IllegalArgumentException with the reason why there is none
   */
  Entry entry() {
    long seq = number("seq");
    Instant at = at();
    var by = new Member(required(author, "id"), required(author, "name"));
    boolean deleted = flags.getOrDefault("deleted", false);
    return switch (required(texts, "type")) {
      case "said" ->
          new Entry.Said(
              seq,
              at,
              by,
              id(seq),
              text(deleted),
              numbers.getOrDefault("re", 0L),
              deleted,
              attachments());
      case "edited" -> new Entry.Edited(seq, at, by, "", number("of"), text(deleted), deleted);
      case "deleted" -> new Entry.Deleted(seq, at, by, "", number("of"));
      case "reacted" ->
          new Entry.Reacted(seq, at, by, "", number("of"), required(texts, "emoji"), flag("on"));
      case "pinned" -> new Entry.Pinned(seq, at, by, "", number("of"), flag("on"));
      default -> throw new IllegalArgumentException("its type is not known");
    };
  }

  /** A message that was said without an id is written with one. */
  private String id(long seq) {
    String id = texts.getOrDefault("id", "");
    return id.equals(Json.messageId("", seq)) ? "" : id;
  }

  private String text(boolean deleted) {
    return deleted ? "" : required(texts, "text");
  }

  private Instant at() {
    try {
      return Instant.parse(required(texts, "at"));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("at is no time", e);
    }
  }

  private List<Attachment> attachments() {
    return files.stream()
        .map(file ->
            new Attachment(
                FileId.parse(required(file.texts, "id"))
                    .orElseThrow(() -> new IllegalArgumentException("a file has no id")),
                new FileName(required(file.texts, "name")),
                required(file.texts, "type"),
                file.number("size"),
                Math.toIntExact(file.numbers.getOrDefault("width", 0L)),
                Math.toIntExact(file.numbers.getOrDefault("height", 0L)),
                file.texts.getOrDefault("alt", "")))
        .toList();
  }

  private static String required(Map<String, String> texts, String name) {
    String text = texts.get(name);
    if (text == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return text;
  }

  private long number(String name) {
    Long number = numbers.get(name);
    if (number == null || number < 0) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return number;
  }

  private boolean flag(String name) {
    Boolean flag = flags.get(name);
    if (flag == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return flag;
  }
}
