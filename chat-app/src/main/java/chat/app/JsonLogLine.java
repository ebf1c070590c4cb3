package chat.app;

import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * The format of a log line as a JSON object, with the keys {@code time} (UTC), {@code level},
 * {@code logger}, {@code message}, and {@code exception} where there is one. The texts are those of
 * {@link LogLine}: what it escapes or leaves out is escaped or left out here, too.
 */
final class JsonLogLine extends Formatter {
  @Override
  public String format(LogRecord record) {
    StringBuilder line = new StringBuilder(240).append('{');
    append(line, "time", record.getInstant().toString());
    append(line.append(','), "level", record.getLevel().getName());
    append(line.append(','), "logger", String.valueOf(record.getLoggerName()));
    append(line.append(','), "message", LogLine.escaped(formatMessage(record)));
    if (record.getThrown() != null) {
      append(line.append(','), "exception", LogLine.trace(record).stripTrailing());
    }
    return line.append("}\n").toString();
  }

  private static void append(StringBuilder line, String key, String text) {
    line.append('"').append(key).append("\":\"");
    for (int i = 0; i < text.length(); i++) {
      append(line, text.charAt(i));
    }
    line.append('"');
  }

  private static void append(StringBuilder line, char c) {
    switch (c) {
      case '"', '\\' -> line.append('\\').append(c);
      case '\n' -> line.append("\\n");
      default -> line.append(c < ' ' ? ' ' : c);
    }
  }
}
