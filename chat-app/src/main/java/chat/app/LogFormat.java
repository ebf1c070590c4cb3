package chat.app;

import java.util.logging.Formatter;

/** The formats of the log. */
enum LogFormat {
  /** Lines for people. */
  TEXT,

  /** One JSON object on each line, for programs. */
  JSON;

  Formatter formatter() {
    return switch (this) {
      case TEXT -> new LogLine();
      case JSON -> new JsonLogLine();
    };
  }
}
