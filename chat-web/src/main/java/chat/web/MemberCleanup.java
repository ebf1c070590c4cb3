package chat.web;

import chat.core.member.MemberStore;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Removes from time to time what is over of what is kept for members. */
final class MemberCleanup implements Runnable {
  private static final System.Logger LOG = System.getLogger(MemberCleanup.class.getName());

  /** 1 hour, because a room is left out as soon as it is over. */
  static final Duration INTERVAL = Duration.ofHours(1);

  private final Supplier<MemberStore> members;
  private final InstantSource clock;
  private Instant next;

  /**
   * @param clock monotonic
   */
  MemberCleanup(Supplier<MemberStore> members, InstantSource clock) {
    this.members = members;
    this.clock = clock;
    next = clock.instant().plus(INTERVAL);
  }

  /** Called several times a second, by one thread. */
  @Override
  public void run() {
    if (!clock.instant().isBefore(next)) {
      next = clock.instant().plus(INTERVAL);
      Thread.ofVirtual().name("member-cleanup").start(this::removeExpired);
    }
  }

  private void removeExpired() {
    try {
      members.get().removeExpired();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "rooms of members are removed later, because of {0}", e.toString());
    }
  }
}
