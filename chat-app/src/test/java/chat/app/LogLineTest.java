package chat.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** A client cannot forge log lines, and log lines quote no request. */
class LogLineTest {
  private final LogLine line = new LogLine();

  private String format(String logger, String message, Throwable thrown) {
    LogRecord record = new LogRecord(Level.WARNING, message);
    record.setLoggerName(logger);
    record.setThrown(thrown);
    return line.format(record);
  }

  @Test
  void theTimeHasItsOffset() {
    var record = new LogRecord(Level.INFO, "hello");
    record.setLoggerName("chat.app.Main");
    Instant at = Instant.parse("2026-11-26T06:48:36Z");
    record.setInstant(at);
    String time = line.format(record).replaceFirst(" INFO .*\n", "");
    assertThat(time).matches("[0-9-]{10} [0-9:]{8}[+-][0-9]{2}:[0-9]{2}");
    assertThat(OffsetDateTime.parse(time.replace(' ', 'T')).toInstant()).isEqualTo(at);
  }

  @Test
  void controlCharactersAreEscaped() {
    String text = format("chat.web", "a\nFORGED\r\u001b[31m\u202e\u0085\u2028\u0000 小明 é", null);
    assertThat(text.lines()).hasSize(1);
    assertThat(text)
        .contains("a\\u000AFORGED\\u000D\\u001B[31m\\u202E\\u0085\\u2028\\u0000 小明 é")
        .endsWith("\n");
  }

  @Test
  void exceptionsOfRequestsAreLoggedWithoutTheirMessage() {
    var cause = new IllegalArgumentException("Cookie: chat=secret");
    var thrown = new IllegalStateException("text: hello\nFORGED", cause);
    for (String logger : new String[] {"io.helidon.webserver.ConnectionHandler", "chat.web.X"}) {
      String text = format(logger, "escaped exception", thrown);
      assertThat(text)
          .contains("IllegalStateException", "IllegalArgumentException", "at chat.app.LogLineTest")
          .doesNotContain("secret", "hello", "FORGED");
    }
  }

  @Test
  void exceptionsOfTheLogAreLoggedWithTheirMessage() {
    String text =
        format("chat.sqlite.SqliteLog", "cannot keep", new RuntimeException("disk\nfull"));
    assertThat(text).contains("disk\\u000Afull");
  }

  @Test
  void aLineHasALimitedLength() {
    assertThat(format("chat.web", "x".repeat(100_000), null).length()).isLessThan(3_000);
  }

  @Test
  void parametersAreFilledIn() {
    LogRecord record = new LogRecord(Level.INFO, "the owner used {0}");
    record.setLoggerName("chat.web.OwnerApi");
    record.setParameters(new Object[] {"ban\n"});
    assertThat(line.format(record)).contains("the owner used ban\\u000A");
  }
}
