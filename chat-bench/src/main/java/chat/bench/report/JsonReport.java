package chat.bench.report;

import chat.bench.measurement.Metric;
import chat.bench.measurement.RunOutcome;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Report in JSON: every run, and the medians. */
public final class JsonReport {
  private JsonReport() {}

  public static void write(
      Path file, List<String> command, Map<String, String> machine, List<Result> results)
      throws IOException {
    try (var out = Files.newOutputStream(file);
        JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("at", Instant.now().toString());
      json.writeStringField("command", String.join(" ", command));
      json.writeObjectFieldStart("machine");
      for (var fact : machine.entrySet()) {
        json.writeStringField(fact.getKey(), fact.getValue());
      }
      json.writeEndObject();
      json.writeArrayFieldStart("scenarios");
      for (Result result : results) {
        result(json, result);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void result(JsonGenerator json, Result result) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", result.scenario().name());
    json.writeStringField("what", result.scenario().description());
    json.writeFieldName("median");
    outcome(json, result.median());
    json.writeArrayFieldStart("runs");
    for (RunOutcome run : result.runs()) {
      outcome(json, run);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("careful");
    for (String caution : result.cautions()) {
      json.writeString(caution);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void outcome(JsonGenerator json, RunOutcome outcome) throws IOException {
    json.writeStartObject();
    if (!outcome.isClean()) {
      json.writeStringField("wrong", outcome.violations().toString());
    }
    for (var figure : outcome.figures().entrySet()) {
      json.writeNumberField(key(figure.getKey()), figure.getValue());
    }
    json.writeEndObject();
  }

  /** {@code "p99.9 ms"} is {@code p99.9_ms}. */
  private static String key(Metric metric) {
    return metric.label().toLowerCase(Locale.ROOT).replace("'", "").replaceAll("[ /]", "_");
  }
}
