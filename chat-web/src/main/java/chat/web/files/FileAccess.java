package chat.web.files;

import chat.core.NicknameClaims;
import chat.core.SpeechRules;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.access.Admission;
import chat.web.access.BanPolicy;
import chat.web.access.Origins;
import chat.web.client.RemoteClient;
import chat.web.client.TrustedProxies;
import chat.web.identity.Identity;
import chat.web.moderation.Bans;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;

/**
 * Decides whether a member may send or read files. The checks come in the order of those of a
 * WebSocket: draining, room, origin, cookie, ban, nickname; then the mute.
 */
public final class FileAccess {
  private final Admission admission;
  private final Origins origins;
  private final Identity identity;
  private final TrustedProxies proxies;
  private final BanPolicy bans;
  private final NicknameClaims nicknames;
  private final SpeechRules rules;

  public FileAccess(
      Admission admission,
      Origins origins,
      Identity identity,
      TrustedProxies proxies,
      BanPolicy bans,
      NicknameClaims nicknames,
      SpeechRules rules) {
    this.admission = admission;
    this.origins = origins;
    this.identity = identity;
    this.proxies = proxies;
    this.bans = bans;
    this.nicknames = nicknames;
    this.rules = rules;
  }

  /** A member in a room, and its client. */
  record Sender(Member member, RoomName room, RemoteClient client) {}

  /** The member that may send files to the room of a request. */
  Sender sender(ServerRequest request) {
    Sender sender = owner(request);
    Duration mute = rules.muteRemaining(sender.member().id());
    if (mute.isPositive()) {
      throw new FileRefusal(Status.FORBIDDEN_403, "muted");
    }
    return sender;
  }

  /** The member that may see and end its own uploads to the room of a request. */
  Sender owner(ServerRequest request) {
    if (admission.isDraining()) {
      throw new FileRefusal(Status.SERVICE_UNAVAILABLE_503);
    }
    if (admission.isDatabaseAway()) {
      throw new FileRefusal(Status.SERVICE_UNAVAILABLE_503, "unavailable");
    }
    RoomName room = new RoomName(request.path().pathParameters().get("room"));
    if (!origins.allow(request)) {
      throw new FileRefusal(Status.FORBIDDEN_403);
    }
    Member member = member(request);
    RemoteClient client = proxies.client(request);
    checkBan(member, client, room);
    if (!nicknames.canReclaim(member)) {
      throw new FileRefusal(Status.CONFLICT_409);
    }
    return new Sender(member, room, client);
  }

  /** The member that sent a request. */
  Member member(ServerRequest request) {
    return identity
        .caller(request.headers())
        .orElseThrow(() -> new FileRefusal(Status.UNAUTHORIZED_401));
  }

  /** Refuses a banned member the files of a room. */
  void checkBan(Member member, ServerRequest request, RoomName room) {
    checkBan(member, proxies.client(request), room);
  }

  private void checkBan(Member member, RemoteClient client, RoomName room) {
    bans.ban(member, client, room)
        .ifPresent(kind -> {
          throw new FileRefusal(Status.FORBIDDEN_403, kind == Bans.Kind.ROOM ? "closed" : "banned");
        });
  }
}
