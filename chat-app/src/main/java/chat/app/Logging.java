package chat.app;

import io.helidon.logging.common.spi.LoggingProvider;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * The setup of logging: one line for each record, and of Helidon only warnings and errors. Helidon
 * finds it as a service, and logs a warning where there is none.
 */
public final class Logging implements LoggingProvider {
  // A field, because a logger that is not referenced is collected and loses its level.
  private static final Logger HELIDON = Logger.getLogger("io.helidon");
  // Its records repeat exceptions, which end in one sentence of ours.
  private static final Logger SQLITE = Logger.getLogger("org.sqlite");

  // Static, because Helidon creates an instance of its own.
  private static volatile Formatter formatter = new LogLine();

  /** Sets the format of all lines from now on. */
  static void setFormat(LogFormat format) {
    formatter = format.formatter();
    new Logging().initialization();
  }

  /** The line of a record, for what cannot use a logger. */
  static String line(LogRecord record) {
    return formatter.format(record);
  }

  @Override
  public void initialization() {
    if (System.getProperty("java.util.logging.config.file") == null) {
      for (Handler handler : Logger.getLogger("").getHandlers()) {
        handler.setFormatter(formatter);
      }
      HELIDON.setLevel(Level.WARNING);
      SQLITE.setLevel(Level.OFF);
    }
  }

  @Override
  public void runTime() {
    initialization();
  }
}
