package chat.web.access;

import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.client.RemoteClient;
import chat.web.client.TrustedProxies;
import chat.web.identity.Identity;
import chat.web.metrics.ServerMetrics;
import chat.web.moderation.Bans;
import io.helidon.http.Headers;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/**
 * What everybody who asks for anything is looked at with: where they come from, who they are,
 * whether they are banned.
 */
public record Threshold(
    Origins origins, Identity identity, TrustedProxies proxies, Bans bans, ServerMetrics tally) {
  public RemoteClient caller(ServerRequest request) {
    return RemoteClient.of(
        request.remotePeer().host(), request.isSecure(), request.headers(), proxies);
  }

  /** Whether a request comes from a page that may ask, or from no page at all. */
  public boolean isFromOurPage(ServerRequest request) {
    return isFromOurPage(request.headers(), caller(request));
  }

  boolean isFromOurPage(Headers headers, RemoteClient caller) {
    return origins.allows(headers, caller.host());
  }

  public Optional<Member> member(ServerRequest request) {
    return identity.of(request.headers());
  }

  /** Whether the owner does not want to see somebody, in a room or at all. */
  public Optional<Bans.Kind> keepsOut(Member member, RemoteClient caller, RoomName room) {
    return isBanned(member, caller)
        ? Optional.of(Bans.Kind.MEMBER)
        : bans.keepsOut(member.id(), caller.address(), room);
  }

  /** Whether somebody is banned, whatever the room. */
  public boolean isBanned(Member member, RemoteClient caller) {
    return bans.isOn(Bans.Kind.MEMBER, member.id())
        || bans.isOn(Bans.Kind.ADDRESS, caller.address())
        // Who makes headers up to hide its address stays outside while any address is banned.
        || (caller.doubtful() && bans.inForce().stream().anyMatch(Bans.Ban::isOfAddress));
  }
}
