package chat.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A JSON object of the server. A field that is absent or of another type counts as empty. */
record JsonObject(Map<String, Object> fields) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MAX_DEPTH = 32;

  /**
   * Reads an object.
   *
   * @throws IOException if the text is none
   */
  static JsonObject parse(String text) throws IOException {
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        return object(json, 0);
      }
      throw new IOException("no JSON object");
    }
  }

  private static JsonObject object(JsonParser json, int depth) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      fields.put(name, value(json, depth + 1));
    }
    return new JsonObject(fields);
  }

  private static Object value(JsonParser json, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new IOException("JSON that is nested too deep");
    }
    return switch (json.currentToken()) {
      case START_OBJECT -> object(json, depth);
      case START_ARRAY -> array(json, depth);
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_TRUE, VALUE_FALSE -> json.getBooleanValue();
      case null -> throw new IOException("JSON that ends too early");
      default -> Optional.empty();
    };
  }

  private static List<Object> array(JsonParser json, int depth) throws IOException {
    List<Object> values = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      values.add(value(json, depth + 1));
    }
    return values;
  }

  private <T> Optional<T> get(String name, Class<T> type) {
    return Optional.ofNullable(fields.get(name)).filter(type::isInstance).map(type::cast);
  }

  String text(String name) {
    return get(name, String.class).orElse("");
  }

  Optional<String> optionalText(String name) {
    return get(name, String.class);
  }

  long number(String name) {
    return optionalNumber(name).orElse(0);
  }

  OptionalLong optionalNumber(String name) {
    return get(name, Long.class).map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  boolean flag(String name) {
    return get(name, Boolean.class).orElse(false);
  }

  JsonObject object(String name) {
    return get(name, JsonObject.class).orElseGet(() -> new JsonObject(Map.of()));
  }

  List<JsonObject> objects(String name) {
    return fields.get(name) instanceof List<?> list
        ? list.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast).toList()
        : List.of();
  }

  /** Writes an object of strings, whole numbers, booleans, and lists of such objects. */
  static String write(Map<String, Object> fields) {
    var text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(json, fields);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Map<?, ?> fields) throws IOException {
    json.writeStartObject();
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      json.writeFieldName((String) field.getKey());
      writeValue(json, field.getValue());
    }
    json.writeEndObject();
  }

  private static void writeValue(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case String text -> json.writeString(text);
      case Long number -> json.writeNumber(number);
      case Boolean flag -> json.writeBoolean(flag);
      case Map<?, ?> object -> write(json, object);
      case List<?> list -> {
        json.writeStartArray();
        for (Object item : list) {
          writeValue(json, item);
        }
        json.writeEndArray();
      }
      default -> throw new IllegalArgumentException("not written as JSON: " + value.getClass());
    }
  }
}
