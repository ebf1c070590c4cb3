package chat.core.cluster;

import java.time.Duration;
import java.time.Instant;

/**
 * A ruling of the owner about one target, or a sign-out of a member.
 *
 * @param kind a word, such as {@code mute}
 * @param target a member's id, an address, a range of addresses or a room's name
 * @param until its end, by the clock of this server; {@link Instant#MAX}: when the owner ends it
 * @param pause between two messages of a member, for slow mode; else zero
 */
public record Ruling(String kind, String target, Instant until, Duration pause) {}
