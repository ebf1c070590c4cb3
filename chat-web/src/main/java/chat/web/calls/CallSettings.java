package chat.web.calls;

import java.time.Duration;
import java.util.List;

/**
 * The limits and periods of calls.
 *
 * @param waits before each try of a call; their number is that of the tries
 * @param timeout of a try, from the look-up of the name to the end of the answer
 * @param answerBytes the largest body of an answer
 * @param atOnce tries that run at once
 * @param perHost tries that run at once at one host and port, so that a slow one does not take all
 * @param perBot tries that run at once for one bot
 * @param loaded calls that are in memory; those beyond wait in the store
 * @param checkInterval between two looks for what was missed
 */
public record CallSettings(
    List<Duration> waits,
    Duration timeout,
    int answerBytes,
    int atOnce,
    int perHost,
    int perBot,
    int loaded,
    Duration checkInterval) {
  /** 5 tries in 10 minutes. */
  public static final CallSettings DEFAULTS =
      new CallSettings(
          List.of(
              Duration.ZERO,
              Duration.ofSeconds(10),
              Duration.ofSeconds(50),
              Duration.ofMinutes(3),
              Duration.ofMinutes(5)),
          Duration.ofSeconds(10),
          64 * 1024,
          64,
          8,
          4,
          20_000,
          Duration.ofSeconds(30));

  public CallSettings {
    waits = List.copyOf(waits);
  }
}
