package chat.web;

import chat.core.Member;
import chat.core.RoomName;
import io.helidon.http.Headers;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/**
 * What everybody who asks for anything is looked at with: where they come from, who they are,
 * whether they are banned.
 */
record Threshold(Origins origins, Identity identity, Proxies proxies, Bans bans, Tally tally) {
  Caller caller(ServerRequest request) {
    return Caller.of(request.remotePeer().host(), request.isSecure(), request.headers(), proxies);
  }

  /** Whether a request comes from a page that may ask, or from no page at all. */
  boolean isFromOurPage(ServerRequest request) {
    return isFromOurPage(request.headers(), caller(request));
  }

  boolean isFromOurPage(Headers headers, Caller caller) {
    return origins.allows(headers, caller.host());
  }

  Optional<Member> member(ServerRequest request) {
    return identity.of(request.headers());
  }

  /** Whether the owner does not want to see somebody, in a room or at all. */
  Optional<Bans.Kind> keepsOut(Member member, Caller caller, RoomName room) {
    return isBanned(member, caller)
        ? Optional.of(Bans.Kind.MEMBER)
        : bans.keepsOut(member.id(), caller.address(), room);
  }

  /** Whether somebody is banned, whatever the room. */
  boolean isBanned(Member member, Caller caller) {
    return bans.isOn(Bans.Kind.MEMBER, member.id())
        || bans.isOn(Bans.Kind.ADDRESS, caller.address())
        // Who makes headers up to hide its address stays outside while any address is banned.
        || (caller.doubtful() && bans.inForce().stream().anyMatch(Bans.Ban::isOfAddress));
  }
}
