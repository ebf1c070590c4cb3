package chat.web.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * A description in OpenAPI, which checks responses: their status, their type, and JSON by its
 * schema, where a field that is not described is a fault.
 */
public final class OpenApiDocument {
  private static final String REFERENCE = "$ref";
  private static final String JSON = "application/json";

  private final Map<String, Object> root;
  private final Set<String> checked = new TreeSet<>();
  private final Set<String> usedSchemas = new TreeSet<>();

  /** Reads YAML. */
  public OpenApiDocument(String yaml) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    root = new Yaml(options).load(yaml);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  private static Map<String, Object> map(Map<String, Object> of, String name) {
    return map(of.getOrDefault(name, Map.of()));
  }

  /** All operations, such as {@code GET /health}. */
  public Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    map(root, "paths")
        .forEach((path, item) ->
            map(item).keySet().stream()
                .filter(name -> !name.equals("parameters"))
                .forEach(name -> operations.add(name.toUpperCase(Locale.ROOT) + ' ' + path)));
    return operations;
  }

  /** The operations of which a response was checked. */
  public Set<String> checkedOperations() {
    return checked;
  }

  /** The schemas that no checked response has used. */
  public Set<String> unusedSchemas() {
    Set<String> unused = new TreeSet<>(map(map(root, "components"), "schemas").keySet());
    unused.removeAll(usedSchemas);
    return unused;
  }

  /** Checks a response of an operation. */
  public void check(String operation, RawResponse response) {
    checked.add(operation);
    String[] parts = operation.split(" ", 2);
    String where = operation + ' ' + response.status();
    Map<String, Object> item = map(map(root, "paths"), parts[1]);
    Map<String, Object> responses = map(map(item, parts[0].toLowerCase(Locale.ROOT)), "responses");
    assertThat(responses).as(where + ": " + response).containsKey("" + response.status());
    Map<String, Object> content =
        map(resolved(map(responses.get("" + response.status()))), "content");
    String type = response.header("Content-Type").orElse("").replaceFirst(";.*", "");
    if (content.isEmpty() || response.body().isEmpty()) {
      assertThat(response.body()).as(where).isEmpty();
      return;
    }
    assertThat(content.keySet()).as(where).containsAnyOf(type, "*/*");
    if (content.containsKey(JSON)) {
      checkValue(map(map(content, JSON), "schema"), JsonText.read(response.body()), where);
    }
  }

  private Map<String, Object> resolved(Map<String, Object> object) {
    if (!object.containsKey(REFERENCE)) {
      return object;
    }
    String reference = (String) object.get(REFERENCE);
    Map<String, Object> target = root;
    for (String step : reference.substring("#/".length()).split("/", -1)) {
      assertThat(target).as(reference).containsKey(step);
      target = map(target, step);
    }
    usedSchemas.add(reference.substring(reference.lastIndexOf('/') + 1));
    return target;
  }

  private void checkValue(Map<String, Object> given, Object value, String where) {
    Map<String, Object> schema = resolved(given);
    switch ((String) schema.get("type")) {
      case "object" -> checkObject(schema, map(value), where);
      case "array" -> {
        assertThat(value).as(where).isInstanceOf(List.class);
        for (Object each : (List<?>) value) {
          checkValue(map(schema, "items"), each, where + "[]");
        }
      }
      case "string" -> assertThat(value).as(where).isInstanceOf(String.class);
      case "integer" -> assertThat(value).as(where).isInstanceOf(Long.class);
      case "boolean" -> assertThat(value).as(where).isInstanceOf(Boolean.class);
      default -> throw new AssertionError("an unknown type at " + where);
    }
  }

  private void checkObject(Map<String, Object> schema, Map<String, Object> value, String where) {
    Map<String, Object> properties = map(schema, "properties");
    List<?> required = (List<?>) schema.getOrDefault("required", List.of());
    assertThat(value.keySet()).as(where).isSubsetOf(properties.keySet());
    assertThat(value.keySet().containsAll(required)).as(where + " has " + required).isTrue();
    value.forEach((name, each) -> checkValue(map(properties, name), each, where + '.' + name));
  }
}
