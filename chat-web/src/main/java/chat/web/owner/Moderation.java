package chat.web.owner;

import chat.core.ChatRoom;
import chat.core.RoomClient.RemovalReason;
import chat.core.Rooms;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.config.AddressRange;
import chat.web.config.Durations;
import chat.web.moderation.Bans;
import chat.web.moderation.SlowRooms;
import chat.web.session.ChatSocket;
import chat.web.session.ConnectionMonitor;
import io.helidon.common.parameters.Parameters;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The owner's actions: kick, ban, mute, slow mode, close. Each action takes the fields of a form
 * and throws {@link IllegalArgumentException} for invalid ones, {@link NoSuchElementException}
 * where nobody is concerned.
 */
public final class Moderation {
  /** The most members listed for a room, because the page shows a form for each. */
  private static final int MAX_LISTED_MEMBERS = 500;

  /** The most nicknames remembered: as many as bans are kept. */
  private static final int MAX_NICKNAMES = 1_000;

  private final Rooms rooms;
  private final ConnectionMonitor monitor;
  private final Bans bans;
  private final SlowRooms slowRooms;

  /** The nicknames of members whom an action was about, by id; guarded by itself. */
  private final Map<String, String> nicknames = new LinkedHashMap<>();

  public Moderation(Rooms rooms, ConnectionMonitor monitor, Bans bans, SlowRooms slowRooms) {
    this.rooms = rooms;
    this.monitor = monitor;
    this.bans = bans;
    this.slowRooms = slowRooms;
    bans.active().stream()
        .filter(ban -> ban.kind() == Bans.Kind.MUTE)
        .forEach(ban -> rooms.speechRules().mute(ban.target(), bans.remaining(ban)));
  }

  /** Runs an action by its name, the last segment of the path. */
  void run(String action, Parameters fields) {
    rememberNickname(fields);
    switch (action) {
      case "kick" -> kick(required(fields, "member"));
      case "ban" -> ban(fields);
      case "unban" -> unban(fields);
      case "mute" -> mute(required(fields, "member"), duration(fields));
      case "unmute" -> mute(required(fields, "member"), Duration.ZERO);
      case "slow" -> slowRooms.setPause(room(fields), duration(fields));
      case "close" -> close(room(fields), duration(fields));
      case "open" -> bans.lift(Bans.Kind.ROOM, room(fields).value());
      default -> throw new IllegalArgumentException("no such action");
    }
  }

  private void kick(String member) {
    if (rooms.open().stream().noneMatch(room -> rooms.isPresent(room.name(), member))) {
      throw new NoSuchElementException("no such member");
    }
    rooms.remove(member, RemovalReason.REMOVED);
  }

  /**
   * Bans a member by {@code member=ID}, an address by {@code address=ADDRESS[/BITS]}, or by {@code
   * address-of=ID} all addresses of a member's connections; and removes the members concerned.
   */
  private void ban(Parameters fields) {
    Duration duration = duration(fields);
    if (fields.contains("member")) {
      String member = required(fields, "member");
      bans.add(Bans.Kind.MEMBER, member, duration);
      rooms.remove(member, RemovalReason.REMOVED);
    } else if (fields.contains("address-of")) {
      Set<String> addresses = addresses(required(fields, "address-of"));
      if (addresses.isEmpty()) {
        throw new NoSuchElementException("no address of this member");
      }
      addresses.forEach(address -> banAddress(AddressRange.addressGroup(address), duration));
    } else {
      banAddress(required(fields, "address"), duration);
    }
  }

  private void banAddress(String address, Duration duration) {
    bans.add(Bans.Kind.ADDRESS, address, duration);
    monitor.sockets().stream()
        .filter(socket -> bans.isBanned(Bans.Kind.ADDRESS, socket.client().address()))
        .map(ChatSocket::member)
        .forEach(member -> rooms.remove(member.id(), RemovalReason.REMOVED));
  }

  private void unban(Parameters fields) {
    if (fields.contains("member")) {
      bans.lift(Bans.Kind.MEMBER, required(fields, "member"));
    } else {
      bans.lift(Bans.Kind.ADDRESS, AddressRange.parse(required(fields, "address")).toString());
    }
  }

  private void mute(String member, Duration duration) {
    bans.add(Bans.Kind.MUTE, member, duration);
    rooms.speechRules().mute(member, duration);
  }

  private void close(RoomName room, Duration duration) {
    bans.add(Bans.Kind.ROOM, room.value(), duration);
    rooms.close(room);
  }

  /** Remembers the nickname of the member whom an action is about, while that is present. */
  private void rememberNickname(Parameters fields) {
    String id = fields.first("member").orElse("");
    monitor.sockets().stream()
        .map(ChatSocket::member)
        .filter(member -> member.id().equals(id))
        .findAny()
        .ifPresent(member -> {
          synchronized (nicknames) {
            nicknames.put(id, member.name());
            if (nicknames.size() > MAX_NICKNAMES) {
              nicknames.remove(nicknames.keySet().iterator().next());
            }
          }
        });
  }

  /** The nickname of a member who is present, or whom an action was about since the start. */
  Optional<String> nickname(String memberId) {
    synchronized (nicknames) {
      if (nicknames.containsKey(memberId)) {
        return Optional.of(nicknames.get(memberId));
      }
    }
    return monitor.sockets().stream()
        .map(ChatSocket::member)
        .filter(member -> member.id().equals(memberId))
        .map(Member::name)
        .findAny();
  }

  Duration remaining(Bans.Ban ban) {
    return bans.remaining(ban);
  }

  /** The addresses of a member's connections. */
  Set<String> addresses(String memberId) {
    Set<String> addresses = new TreeSet<>();
    monitor.sockets().stream()
        .filter(socket -> socket.member().id().equals(memberId))
        .forEach(socket -> addresses.add(socket.client().address()));
    return addresses;
  }

  List<ChatRoom> rooms() {
    return rooms.open();
  }

  List<Member> members(ChatRoom room) {
    return room.members(MAX_LISTED_MEMBERS);
  }

  Duration muted(Member member) {
    return rooms.speechRules().muteRemaining(member.id());
  }

  Duration pause(ChatRoom room) {
    return rooms.speechRules().slowModeInterval(room.name());
  }

  List<Bans.Ban> bans() {
    return bans.active();
  }

  private static RoomName room(Parameters fields) {
    return new RoomName(required(fields, "room"));
  }

  private static String required(Parameters fields, String name) {
    return fields
        .first(name)
        .filter(value -> !value.isBlank())
        .orElseThrow(() -> new IllegalArgumentException("no " + name));
  }

  /**
   * The field {@code for}: {@code 30s}, {@code 10m}, {@code 1h}, {@code 7d}; {@code 0s} for none.
   */
  private static Duration duration(Parameters fields) {
    return Durations.parse(required(fields, "for"));
  }
}
