package chat.web.owner;

import chat.core.MessageModeration;
import chat.core.Rooms;
import chat.core.SeatRemovals;
import chat.core.cluster.RemovalCommand;
import chat.core.log.Refusal;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.moderation.Bans;
import chat.web.moderation.InvalidActionException;
import chat.web.moderation.RoomsWithoutPins;
import chat.web.moderation.SlowRooms;
import io.helidon.common.parameters.Parameters;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/**
 * The owner's actions: kick, ban, mute, delete, pin, slow mode, pins off, close. Each action takes
 * the fields of a form and throws {@link InvalidActionException} for invalid ones, {@link
 * NoSuchElementException} where nobody or nothing is concerned; the message of either is the
 * reason.
 */
public final class Moderation {
  private static final System.Logger LOG = System.getLogger(Moderation.class.getName());

  /** The most members listed for a room, because the page shows a form for each. */
  private static final int MAX_LISTED_MEMBERS = 500;

  private final Rooms rooms;
  private final MessageModeration messages;
  private final KnownMembers members;
  private final Bans bans;
  private final SlowRooms slowRooms;
  private final RoomsWithoutPins roomsWithoutPins;
  private final SeatRemovals removals;

  public Moderation(
      Rooms rooms,
      MessageModeration messages,
      KnownMembers members,
      Bans bans,
      SlowRooms slowRooms,
      RoomsWithoutPins roomsWithoutPins,
      SeatRemovals removals) {
    this.rooms = rooms;
    this.messages = messages;
    this.members = members;
    this.bans = bans;
    this.slowRooms = slowRooms;
    this.roomsWithoutPins = roomsWithoutPins;
    this.removals = removals;
    applyMutes();
  }

  /** Reads the rulings again, because another server has changed them. */
  public void reload() {
    bans.reload();
    slowRooms.reload();
    roomsWithoutPins.reload();
    applyMutes();
  }

  /** One at a time, so that the latest mutes apply. */
  private synchronized void applyMutes() {
    Map<String, Duration> mutes = new HashMap<>();
    bans.active().stream()
        .filter(ban -> ban.kind() == Bans.Kind.MUTE)
        .forEach(ban -> mutes.put(ban.target(), bans.remaining(ban)));
    rooms.speechRules().setMutes(mutes);
  }

  /** Runs an action by its name, the last segment of the path. */
  void run(String action, Parameters form) {
    var fields = new ActionFields(form);
    switch (action) {
      case "kick" -> kick(fields.member("member"));
      case "ban" -> ban(fields);
      case "unban" -> unban(fields);
      case "mute" -> mute(fields.member("member"), positive(fields));
      case "unmute" -> unmute(fields.member("member"));
      case "delete" -> delete(fields);
      case "pin" -> pin(fields.room(), fields.seq(), true);
      case "unpin" -> pin(fields.room(), fields.seq(), false);
      case "pins-off" -> roomsWithoutPins.add(fields.room());
      case "pins-on" -> roomsWithoutPins.remove(fields.room());
      case "slow" -> slowRooms.setPause(fields.room(), fields.duration());
      case "close" -> close(fields.room(), positive(fields));
      case "open" -> bans.lift(Bans.Kind.ROOM, fields.room().value());
      default -> throw new InvalidActionException("owner-action");
    }
    LOG.log(Level.INFO, "the owner used {0}: {1}", action, fields);
  }

  /** The field {@code for}, more than zero: a ban for no time would do nothing. */
  private static Duration positive(ActionFields fields) {
    Duration duration = fields.duration();
    if (duration.isZero()) {
      throw new InvalidActionException("field-for");
    }
    return duration;
  }

  private void kick(String member) {
    if (!rooms.isPresent(member)) {
      throw new NoSuchElementException("no-member");
    }
    removals.remove(new RemovalCommand.Kick(member));
  }

  /**
   * Bans a member by {@code member=ID}, an address by {@code address=ADDRESS[/BITS]}, or by {@code
   * address-of=ID} all addresses from which a member is, or was lately, connected; and removes the
   * members concerned.
   */
  private void ban(ActionFields fields) {
    Duration duration = positive(fields);
    if (fields.has("member")) {
      String member = known(fields.member("member"));
      bans.add(Bans.Kind.MEMBER, member, duration);
      removals.remove(new RemovalCommand.Kick(member));
    } else if (fields.has("address-of")) {
      banAddressesOf(fields.member("address-of"), duration);
    } else if (fields.has("address")) {
      banAddress(fields.address(), duration);
    } else {
      throw new InvalidActionException("field-target");
    }
  }

  /** Bans those that this server knows; the other servers ban those that they know. */
  private void banAddressesOf(String member, Duration duration) {
    Set<String> addresses = members.addressGroups(member);
    if (addresses.isEmpty() && rooms.nicknameElsewhere(member).isEmpty()) {
      throw new NoSuchElementException("no-address");
    }
    addresses.forEach(address -> banAddress(address, duration));
    removals.remove(new RemovalCommand.BanAddressesOf(member, duration));
  }

  /** Carries out a command of another server. */
  public void carryOut(RemovalCommand command) {
    if (command instanceof RemovalCommand.BanAddressesOf ban) {
      members.addressGroups(ban.memberId()).forEach(address -> banAddress(address, ban.time()));
    } else {
      removals.carryOut(command);
    }
  }

  /** The id of a member who is or was here; remembers its nickname. */
  private String known(String member) {
    if (!members.isKnown(member) && !messages.hasMessage(member)) {
      throw new NoSuchElementException("unknown-member");
    }
    members.rememberNickname(member);
    return member;
  }

  private void banAddress(String address, Duration duration) {
    bans.add(Bans.Kind.ADDRESS, address, duration);
    removals.remove(new RemovalCommand.BanAddress(address));
  }

  private void unban(ActionFields fields) {
    if (fields.has("member")) {
      bans.lift(Bans.Kind.MEMBER, fields.member("member"));
    } else if (fields.has("address")) {
      bans.lift(Bans.Kind.ADDRESS, fields.address());
    } else {
      throw new InvalidActionException("field-target");
    }
  }

  private void mute(String member, Duration duration) {
    bans.add(Bans.Kind.MUTE, known(member), duration);
    applyMutes();
  }

  private void unmute(String member) {
    bans.lift(Bans.Kind.MUTE, member);
    applyMutes();
  }

  /**
   * Deletes a message by {@code room=NAME&seq=SEQ}, or by {@code member=ID} all messages of a
   * member, in one room where {@code room} is given, else in all.
   */
  private void delete(ActionFields fields) {
    if (fields.has("seq")) {
      if (!messages.delete(fields.room(), fields.seq())) {
        throw new NoSuchElementException("no-message");
      }
    } else if (fields.has("member")) {
      String member = fields.member("member");
      int deleted =
          fields.has("room")
              ? messages.deleteAll(fields.room(), member)
              : messages.deleteAll(member);
      if (deleted == 0) {
        throw new NoSuchElementException("no-message-of-member");
      }
    } else {
      throw new InvalidActionException("field-message");
    }
  }

  private void pin(RoomName room, long seq, boolean on) {
    Optional<Refusal.Code> refusal = messages.pin(room, seq, on);
    if (refusal.isPresent()) {
      throw refusal.get() == Refusal.Code.TOO_MANY_PINS
          ? new InvalidActionException("too-many-pins")
          : new NoSuchElementException("no-message");
    }
  }

  private void close(RoomName room, Duration duration) {
    bans.add(Bans.Kind.ROOM, room.value(), duration);
    removals.remove(new RemovalCommand.CloseRoom(room));
  }

  /** The nickname of a member who is or was here lately, or whom an action was about. */
  Optional<String> nickname(String memberId) {
    return members.nickname(memberId);
  }

  Duration remaining(Bans.Ban ban) {
    return bans.remaining(ban);
  }

  /** The rooms with a member at any server. */
  Set<RoomName> rooms() {
    return rooms.names();
  }

  int count(RoomName room) {
    return rooms.present(room);
  }

  List<Member> members(RoomName room) {
    return rooms.members(room, MAX_LISTED_MEMBERS);
  }

  Duration muted(Member member) {
    return rooms.speechRules().muteRemaining(member.id());
  }

  Duration pause(RoomName room) {
    return rooms.speechRules().slowModeInterval(room);
  }

  boolean allowsPins(RoomName room) {
    return rooms.speechRules().allowsPins(room);
  }

  List<Bans.Ban> bans() {
    return bans.active();
  }
}
