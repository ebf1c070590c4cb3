package chat.web.session;

import chat.core.SpeechRules;
import chat.core.name.RoomName;
import chat.web.moderation.Bans;
import chat.web.protocol.MemberState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Notifies each connection of what holds for its member and room, when that changes: a mute, slow
 * mode, a database that is away. While nothing changes, a check does nothing for each connection.
 */
public final class MemberStates implements Runnable {
  private final Bans bans;
  private final SpeechRules rules;
  private final DatabaseOutage outage;
  private final Supplier<? extends Collection<RoomConnection>> connections;
  // Used by the monitor's thread only.
  private Restrictions known = new Restrictions(Map.of(), Map.of(), false);

  /**
   * @param connections all connections that have not ended
   */
  public MemberStates(
      Bans bans,
      SpeechRules rules,
      DatabaseOutage outage,
      Supplier<? extends Collection<RoomConnection>> connections) {
    this.bans = bans;
    this.rules = rules;
    this.outage = outage;
    this.connections = connections;
  }

  /** All that can hold for a member or a room at one moment. */
  private record Restrictions(
      Map<String, Instant> mutes, Map<RoomName, Duration> slowModes, boolean logAway) {}

  /** Called several times a second. */
  @Override
  public void run() {
    Restrictions now = new Restrictions(mutes(), rules.slowModes(), outage.isAway());
    if (!now.equals(known)) {
      known = now;
      connections.get().forEach(RoomConnection::updateState);
    }
  }

  private Map<String, Instant> mutes() {
    Map<String, Instant> mutes = new HashMap<>();
    for (Bans.Ban ban : bans.active()) {
      if (ban.kind() == Bans.Kind.MUTE) {
        mutes.put(ban.target(), ban.until());
      }
    }
    return mutes;
  }

  /** The present state of a member in a room. */
  MemberState state(String memberId, RoomName room) {
    return new MemberState(
        bans.until(Bans.Kind.MUTE, memberId),
        rules.slowModeInterval(room),
        bans.until(Bans.Kind.ROOM, room.value()),
        outage.isAway());
  }
}
