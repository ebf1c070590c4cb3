package chat.core.cluster;

import chat.core.name.Member;
import chat.core.name.RoomName;
import java.time.Duration;

/** A command to take seats away, which each server carries out on its own seats. */
public sealed interface RemovalCommand {
  /** The owner removes a member from all rooms. */
  record Kick(String memberId) implements RemovalCommand {}

  /** The owner has banned an address, or a range of addresses. */
  record BanAddress(String range) implements RemovalCommand {}

  /** The owner bans, for a time, the addresses of a member: each server those that it knows. */
  record BanAddressesOf(String memberId, Duration time) implements RemovalCommand {}

  /** The owner closes a room. */
  record CloseRoom(RoomName room) implements RemovalCommand {}

  /** A member has signed out. */
  record SignOut(String memberId) implements RemovalCommand {}

  /** A member has signed in under another name: it loses the seats under its former ones. */
  record Rename(Member member) implements RemovalCommand {}
}
