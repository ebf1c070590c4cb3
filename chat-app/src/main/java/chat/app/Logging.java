package chat.app;

import io.helidon.logging.common.spi.LoggingProvider;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * How the program logs: one line each, and of Helidon only what is wrong. Found by Helidon, which
 * otherwise complains that nobody does this.
 */
public final class Logging implements LoggingProvider {
  // Held, because a logger that nobody holds forgets its level.
  private static final Logger HELIDON = Logger.getLogger("io.helidon");
  // What it has to say comes as an exception as well, and is said in one sentence.
  private static final Logger SQLITE = Logger.getLogger("org.sqlite");

  @Override
  public void initialization() {
    if (System.getProperty("java.util.logging.config.file") == null) {
      for (Handler handler : Logger.getLogger("").getHandlers()) {
        handler.setFormatter(new LogLine());
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
