package chat.app.doctor;

import java.time.Duration;

/**
 * How long a check waits.
 *
 * @param answer for the answer to a request
 * @param delivery for an event that the server has sent already
 * @param idle how long connections without words have to stay open
 */
public record Periods(Duration answer, Duration delivery, Duration idle) {
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration DELIVERY = Duration.ofSeconds(5);

  /** Two minutes without words: proxies end connections after one by default. */
  public static final Periods DEFAULTS = new Periods(ANSWER, DELIVERY, Duration.ofMinutes(2));

  /** 20 s without words: the server then sends something of its own. */
  public static final Periods QUICK = new Periods(ANSWER, DELIVERY, Duration.ofSeconds(20));
}
