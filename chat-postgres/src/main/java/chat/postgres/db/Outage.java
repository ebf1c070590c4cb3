package chat.postgres.db;

import java.time.Duration;
import java.util.Optional;

/** The time in which a thread cannot use the database; changed by that thread alone. */
public final class Outage {
  private volatile Optional<Failure> present = Optional.empty();

  private record Failure(String reason, long since) {}

  /** Notes a failure; returns whether it is the first one. */
  public boolean failed(String reason) {
    Optional<Failure> before = present;
    long since = before.map(Failure::since).orElseGet(System::nanoTime);
    present = Optional.of(new Failure(reason, since));
    return before.isEmpty();
  }

  /** Notes that the database can be used; returns whether it could not be before. */
  public boolean ended() {
    boolean wasPresent = present.isPresent();
    if (wasPresent) {
      present = Optional.empty();
    }
    return wasPresent;
  }

  /** Why the database cannot be used. */
  public Optional<String> reason() {
    return present.map(Failure::reason);
  }

  /** For how long the database could not be used. */
  public Duration time() {
    return present
        .map(failure -> Duration.ofNanos(System.nanoTime() - failure.since))
        .orElse(Duration.ZERO);
  }
}
