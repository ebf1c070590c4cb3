package chat.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** A log line in JSON is one object, and hides what a line of text hides. */
class JsonLogLineTest {
  private static final String HOSTILE = "say \"hi\\\"\nFORGED\t\u001b[31m\u202e\u0000 小明 é😀";

  private static LogRecord record(String logger, String message, Throwable thrown) {
    LogRecord record = new LogRecord(Level.WARNING, message);
    record.setLoggerName(logger);
    record.setThrown(thrown);
    record.setInstant(Instant.parse("2026-11-26T06:48:36.125Z"));
    return record;
  }

  private static Map<String, String> parse(String line) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser json = new JsonFactory().createParser(line)) {
      json.nextToken();
      while (json.nextFieldName() != null) {
        fields.put(json.currentName(), json.nextTextValue());
      }
      assertThat(json.nextToken()).as("what follows the object").isNull();
    }
    return fields;
  }

  @Test
  void isOneObjectOnOneLineWithTheTextOfTheOtherFormat() throws IOException {
    LogRecord record = record("chat.web.X", HOSTILE, null);
    String line = LogFormat.JSON.formatter().format(record);
    assertThat(line).endsWith("}\n").hasLineCount(1);
    Map<String, String> fields = parse(line);
    assertThat(fields.keySet()).containsExactly("time", "level", "logger", "message");
    assertThat(fields)
        .containsEntry("time", "2026-11-26T06:48:36.125Z")
        .containsEntry("level", "WARNING")
        .containsEntry("logger", "chat.web.X")
        .containsEntry("message", LogLine.escaped(HOSTILE));
    assertThat(fields.get("message")).contains("\\u000AFORGED").doesNotContain("\n");
  }

  @Test
  void hasTheSameLinesOfAnExceptionAsTheOtherFormat() throws IOException {
    var cause = new IllegalArgumentException("Cookie: chat=secret");
    var thrown = new IllegalStateException("text: \"hello\"\nFORGED", cause);
    Formatter text = LogFormat.TEXT.formatter();
    for (String logger : new String[] {"chat.web.X", "chat.sqlite.X"}) {
      LogRecord record = record(logger, "failed", thrown);
      String line = LogFormat.JSON.formatter().format(record);
      assertThat(line).hasLineCount(1);
      String exception = parse(line).get("exception");
      assertThat(text.format(record)).endsWith("failed\n" + exception + "\n");
      assertThat(exception)
          .contains("IllegalStateException", "IllegalArgumentException")
          .contains("at chat.app.JsonLogLineTest");
    }
    assertThat(LogFormat.JSON.formatter().format(record("chat.web.X", "failed", thrown)))
        .doesNotContain("secret", "hello");
  }
}
