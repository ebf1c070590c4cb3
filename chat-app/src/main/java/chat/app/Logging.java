package chat.app;

import io.helidon.logging.common.spi.LoggingProvider;
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
  private static final String ONE_LINE = "%1$tF %1$tT %4$s %3$s: %5$s%6$s%n";

  @Override
  public void initialization() {
    if (System.getProperty("java.util.logging.config.file") == null) {
      System.setProperty("java.util.logging.SimpleFormatter.format", ONE_LINE);
      HELIDON.setLevel(Level.WARNING);
      SQLITE.setLevel(Level.OFF);
    }
  }

  @Override
  public void runTime() {
    initialization();
  }
}
