package chat.app;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * How a log line looks. Nobody outside can write one: control characters are shown, not obeyed. Of
 * an exception that a request may have caused only the kind is told and where it happened, as what
 * it says may quote the request, and with it a cookie or a text.
 */
final class LogLine extends Formatter {
  private static final int LONGEST = 2_000;
  private static final int FRAMES = 25;
  private static final int CAUSES = 4;

  /** Made for the first line: to know the zones of the world takes a start longer than its log. */
  private static final class Time {
    static final DateTimeFormatter FORMAT =
        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
            .withZone(ZoneId.systemDefault());
  }

  @Override
  public String format(LogRecord record) {
    StringBuilder line = new StringBuilder(160);
    line.append(Time.FORMAT.format(record.getInstant()))
        .append(' ')
        .append(record.getLevel().getName())
        .append(' ')
        .append(record.getLoggerName())
        .append(": ")
        .append(visible(formatMessage(record)))
        .append('\n');
    boolean quotesNobody = quotesNobody(String.valueOf(record.getLoggerName()));
    Throwable thrown = record.getThrown();
    for (int i = 0; thrown != null && i < CAUSES; i++) {
      append(line, thrown, quotesNobody);
      thrown = thrown.getCause();
    }
    return line.toString();
  }

  /** Of these parts of the program no exception has to do with what a stranger has sent. */
  private static boolean quotesNobody(String logger) {
    return (logger.startsWith("chat.") && !logger.startsWith("chat.web."))
        || logger.equals("chat.web.listener.Certificate");
  }

  private static void append(StringBuilder line, Throwable thrown, boolean withMessage) {
    line.append("  ")
        .append(withMessage ? visible(thrown.toString()) : thrown.getClass().getName())
        .append('\n');
    StackTraceElement[] frames = thrown.getStackTrace();
    for (int i = 0; i < Math.min(frames.length, FRAMES); i++) {
      line.append("    at ").append(frames[i]).append('\n');
    }
  }

  /** A text with what is no plain character written as {@code \\u001B}, and of bearable length. */
  static String visible(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < Math.min(text.length(), LONGEST); i++) {
      char c = text.charAt(i);
      if (isPlain(c)) {
        shown.append(c);
      } else {
        shown.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
      }
    }
    return text.length() > LONGEST ? shown.append('…').toString() : shown.toString();
  }

  private static boolean isPlain(char c) {
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
