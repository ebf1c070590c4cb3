package chat.web;

import chat.web.access.RateLimiter;
import chat.web.api.MemberApi;
import chat.web.api.Preview;
import chat.web.api.RoomApi;
import chat.web.config.FileLimits;
import chat.web.config.WebSettings;
import chat.web.pages.InvitePage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The limits of requests of members and addresses, from the settings. */
final class RateLimiters {
  private static final OptionalInt NO_LIMIT = OptionalInt.empty();

  private final boolean limitsAddresses;
  private final InstantSource clock;

  final RateLimiter newConnections;
  final RateLimiter signIns;
  final RateLimiter invitations;
  final RateLimiter previews;
  final RateLimiter searches;
  final RateLimiter reads;
  final RateLimiter memberChanges;

  /**
   * @param clock monotonic
   */
  RateLimiters(WebSettings settings, InstantSource clock) {
    this.clock = clock;
    // Turning off the limit of connections by address turns off all limits by address.
    limitsAddresses = settings.access().connectionsPerAddress().isPresent();
    newConnections = limiter(NO_LIMIT, settings.access().newConnections());
    signIns = limiter(NO_LIMIT, settings.access().signIns());
    invitations = limiter(NO_LIMIT, OptionalInt.of(InvitePage.MAX_PER_MINUTE));
    previews = limiter(OptionalInt.of(Preview.MAX_PER_MINUTE), NO_LIMIT);
    searches = limiter(settings.searches().perMember(), settings.searches().perAddress());
    reads = limiter(OptionalInt.of(RoomApi.MAX_READS_PER_MINUTE), NO_LIMIT);
    memberChanges = limiter(OptionalInt.of(MemberApi.MAX_CHANGES_PER_MINUTE), NO_LIMIT);
  }

  /**
   * Changes the limits that need no restart. Whether addresses have limits at all does not change.
   */
  void reload(WebSettings settings) {
    newConnections.setLimits(NO_LIMIT, byAddress(settings.access().newConnections()));
    signIns.setLimits(NO_LIMIT, byAddress(settings.access().signIns()));
    searches.setLimits(
        settings.searches().perMember(), byAddress(settings.searches().perAddress()));
  }

  private RateLimiter limiter(OptionalInt perMember, OptionalInt perAddress) {
    return new RateLimiter(perMember, byAddress(perAddress), clock);
  }

  private OptionalInt byAddress(OptionalInt limit) {
    return limitsAddresses ? limit : NO_LIMIT;
  }

  /** The limit of the files of an hour. */
  RateLimiter files(FileLimits limits) {
    return new RateLimiter(
        limits.perMember(), byAddress(limits.perAddress()), Duration.ofHours(1), clock);
  }

  /** Forgets members and addresses that are within their limits. Called several times a second. */
  void expire() {
    Stream.of(newConnections, signIns, invitations, previews, searches, reads, memberChanges)
        .forEach(RateLimiter::expire);
  }
}
