package chat.web.owner;

import chat.core.ChatRoom;
import chat.core.RoomClient.RemovalReason;
import chat.core.Rooms;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.config.AddressRange;
import chat.web.moderation.Bans;
import chat.web.moderation.SlowRooms;
import chat.web.session.ChatSocket;
import chat.web.session.ConnectionMonitor;
import io.helidon.common.parameters.Parameters;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the owner can do: kick, ban, mute, slow down, close. Each act takes the fields of a form;
 * what cannot be understood throws {@link IllegalArgumentException}.
 */
public final class Moderation {
  private static final Pattern TIME = Pattern.compile("([0-9]{1,6})([smhd])");

  /** A room lists at most so many. */
  private static final int MEMBERS_LISTED = 500;

  private final Rooms rooms;
  private final ConnectionMonitor watch;
  private final Bans bans;
  private final SlowRooms slowRooms;

  public Moderation(Rooms rooms, ConnectionMonitor watch, Bans bans, SlowRooms slowRooms) {
    this.rooms = rooms;
    this.watch = watch;
    this.bans = bans;
    this.slowRooms = slowRooms;
    bans.inForce().stream()
        .filter(ban -> ban.kind() == Bans.Kind.MUTE)
        .forEach(ban -> rooms.speechRules().mute(ban.whom(), bans.rest(ban)));
  }

  /** What can be done, by the last part of its address. */
  void act(String act, Parameters fields) {
    switch (act) {
      case "kick" -> rooms.remove(need(fields, "member"), RemovalReason.REMOVED);
      case "ban" -> ban(fields);
      case "unban" -> unban(fields);
      case "mute" -> mute(need(fields, "member"), time(fields));
      case "unmute" -> mute(need(fields, "member"), Duration.ZERO);
      case "slow" -> slowRooms.slow(room(fields), time(fields));
      case "close" -> close(room(fields), time(fields));
      case "open" -> bans.lift(Bans.Kind.ROOM, room(fields).value());
      default -> throw new IllegalArgumentException("no such act");
    }
  }

  /**
   * Bans a member by {@code member=ID}, an address by {@code address=ADDRESS[/BITS]}, or with
   * {@code address-of=ID} all addresses that a member has come from just now; and removes them.
   */
  private void ban(Parameters fields) {
    Duration time = time(fields);
    if (fields.contains("member")) {
      String member = need(fields, "member");
      bans.add(Bans.Kind.MEMBER, member, time);
      rooms.remove(member, RemovalReason.REMOVED);
    } else if (fields.contains("address-of")) {
      addresses(need(fields, "address-of"))
          .forEach(address -> banAddress(AddressRange.household(address), time));
    } else {
      banAddress(need(fields, "address"), time);
    }
  }

  private void banAddress(String address, Duration time) {
    bans.add(Bans.Kind.ADDRESS, address, time);
    watch.sockets().stream()
        .filter(socket -> bans.isOn(Bans.Kind.ADDRESS, socket.caller().address()))
        .map(ChatSocket::member)
        .forEach(member -> rooms.remove(member.id(), RemovalReason.REMOVED));
  }

  private void unban(Parameters fields) {
    if (fields.contains("member")) {
      bans.lift(Bans.Kind.MEMBER, need(fields, "member"));
    } else {
      bans.lift(Bans.Kind.ADDRESS, AddressRange.parse(need(fields, "address")).toString());
    }
  }

  private void mute(String member, Duration time) {
    bans.add(Bans.Kind.MUTE, member, time);
    rooms.speechRules().mute(member, time);
  }

  private void close(RoomName room, Duration time) {
    bans.add(Bans.Kind.ROOM, room.value(), time);
    rooms.close(room);
  }

  /** Where the connections of a member come from. */
  Set<String> addresses(String memberId) {
    Set<String> addresses = new TreeSet<>();
    watch.sockets().stream()
        .filter(socket -> socket.member().id().equals(memberId))
        .forEach(socket -> addresses.add(socket.caller().address()));
    return addresses;
  }

  List<ChatRoom> rooms() {
    return rooms.open();
  }

  List<Member> members(ChatRoom room) {
    return room.members(MEMBERS_LISTED);
  }

  Duration muted(Member member) {
    return rooms.speechRules().muteRemaining(member.id());
  }

  Duration pause(ChatRoom room) {
    return rooms.speechRules().slowModeInterval(room.name());
  }

  List<Bans.Ban> bans() {
    return bans.inForce();
  }

  private static RoomName room(Parameters fields) {
    return new RoomName(need(fields, "room"));
  }

  private static String need(Parameters fields, String name) {
    return fields
        .first(name)
        .filter(value -> !value.isBlank())
        .orElseThrow(() -> new IllegalArgumentException("no " + name));
  }

  /** {@code for=30s}, {@code 10m}, {@code 1h}, {@code 7d}; {@code 0s} for none. */
  private static Duration time(Parameters fields) {
    Matcher time = TIME.matcher(need(fields, "for"));
    if (!time.matches()) {
      throw new IllegalArgumentException("no time");
    }
    long count = Long.parseLong(time.group(1));
    return switch (time.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
