package chat.app;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * The format of a log line. A client cannot forge one: control characters are escaped. Of an
 * exception that a request may have caused, the line has only the class and the stack trace,
 * because the message may quote the request, and with it a cookie or a text.
 */
final class LogLine extends Formatter {
  private static final int MAX_LENGTH = 2_000;
  private static final int MAX_FRAMES = 25;
  private static final int MAX_CAUSES = 4;

  /** Initialized by the first line: loading the time zones would make each start slower. */
  private static final class Time {
    static final DateTimeFormatter FORMAT =
        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssxxx", Locale.ROOT)
            .withZone(ZoneId.systemDefault());
  }

  @Override
  public String format(LogRecord record) {
    StringBuilder line = new StringBuilder(160);
    line.append(time(record.getInstant()))
        .append(' ')
        .append(record.getLevel().getName())
        .append(' ')
        .append(record.getLoggerName())
        .append(": ")
        .append(escaped(formatMessage(record)))
        .append('\n');
    return line.append(trace(record)).toString();
  }

  /** The lines of a record's exception and its causes; empty: it has none. */
  static String trace(LogRecord record) {
    StringBuilder lines = new StringBuilder();
    boolean quotesNoRequest = isFreeOfClientData(String.valueOf(record.getLoggerName()));
    Throwable thrown = record.getThrown();
    for (int i = 0; thrown != null && i < MAX_CAUSES; i++) {
      append(lines, thrown, quotesNoRequest);
      thrown = thrown.getCause();
    }
    return lines.toString();
  }

  /** In UTC where the time zones cannot be loaded, as without a free file descriptor. */
  private static String time(Instant instant) {
    try {
      return Time.FORMAT.format(instant);
    } catch (LinkageError e) {
      return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
  }

  /** Whether the exceptions of this logger are free of client data and may be logged whole. */
  private static boolean isFreeOfClientData(String logger) {
    return (logger.startsWith("chat.") && !logger.startsWith("chat.web."))
        || logger.equals("chat.web.listener.Certificate");
  }

  private static void append(StringBuilder line, Throwable thrown, boolean withMessage) {
    line.append("  ")
        .append(withMessage ? escaped(thrown.toString()) : thrown.getClass().getName())
        .append('\n');
    StackTraceElement[] frames = thrown.getStackTrace();
    for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
      line.append("    at ").append(frames[i]).append('\n');
    }
  }

  /** The text with control characters escaped as in {@code \\u001B}, and of limited length. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < Math.min(text.length(), MAX_LENGTH); i++) {
      char c = text.charAt(i);
      if (isPrintable(c)) {
        escaped.append(c);
      } else {
        escaped.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
      }
    }
    return text.length() > MAX_LENGTH ? escaped.append('…').toString() : escaped.toString();
  }

  private static boolean isPrintable(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
