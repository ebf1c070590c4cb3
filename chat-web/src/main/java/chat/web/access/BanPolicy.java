package chat.web.access;

import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.client.RemoteClient;
import chat.web.moderation.Bans;
import java.util.Optional;

/**
 * Decides whether a ban applies to a member and its client. A client whose forwarding headers
 * contradict each other hides its address, so any ban on an address applies to it.
 */
public record BanPolicy(Bans bans) {
  /** The ban that keeps a member out of a room. */
  public Optional<Bans.Kind> ban(Member member, RemoteClient client, RoomName room) {
    return isBanned(member, client)
        ? Optional.of(Bans.Kind.MEMBER)
        : bans.banFor(member.id(), client.address(), room);
  }

  /** The ban that keeps a member without a client out of a room. */
  public Optional<Bans.Kind> ban(Member member, RoomName room) {
    if (bans.isBanned(Bans.Kind.MEMBER, member.id())) {
      return Optional.of(Bans.Kind.MEMBER);
    }
    return bans.isBanned(Bans.Kind.ROOM, room.value())
        ? Optional.of(Bans.Kind.ROOM)
        : Optional.empty();
  }

  /** Whether a client that is not signed in is kept out of a room. */
  public boolean isBanned(RemoteClient client, RoomName room) {
    return isBanned(client) || bans.isBanned(Bans.Kind.ROOM, room.value());
  }

  /** Whether a member is banned from all rooms. */
  public boolean isBanned(Member member, RemoteClient client) {
    return bans.isBanned(Bans.Kind.MEMBER, member.id()) || isBanned(client);
  }

  /** Whether the address of a client is banned from all rooms. */
  private boolean isBanned(RemoteClient client) {
    return bans.isBanned(Bans.Kind.ADDRESS, client.address())
        || (client.contradictory() && bans.active().stream().anyMatch(Bans.Ban::isOfAddress));
  }
}
