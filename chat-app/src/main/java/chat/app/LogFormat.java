package chat.app;

import java.util.function.Supplier;
import java.util.logging.Formatter;

/** The formats of the log. */
enum LogFormat {
  /** Lines for people. */
  TEXT(LogLine::new),

  /** One JSON object on each line, for programs. */
  JSON(JsonLogLine::new);

  private final Supplier<Formatter> formatter;

  LogFormat(Supplier<Formatter> formatter) {
    this.formatter = formatter;
  }

  Formatter formatter() {
    return formatter.get();
  }
}
