package chat.core;

import chat.core.RoomClient.RemovalReason;
import chat.core.cluster.RemovalCommand;
import chat.core.name.Member;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Takes seats away at all servers. Safe for many threads. */
public final class SeatRemovals {
  private final Rooms rooms;
  private final Function<String, Set<Member>> membersAt;
  private final Consumer<RemovalCommand> others;

  /**
   * @param membersAt the members of this server that are connected from a range of addresses
   * @param others sends a command to the other servers
   */
  public SeatRemovals(
      Rooms rooms, Function<String, Set<Member>> membersAt, Consumer<RemovalCommand> others) {
    this.rooms = rooms;
    this.membersAt = membersAt;
    this.others = others;
  }

  /** Carries out a command here, once the other servers will do so, too. */
  public void remove(RemovalCommand command) {
    others.accept(command);
    carryOut(command);
  }

  /** Carries out a command of another server. */
  public void carryOut(RemovalCommand command) {
    switch (command) {
      case RemovalCommand.Kick kick -> rooms.remove(kick.memberId(), RemovalReason.REMOVED);
      case RemovalCommand.BanAddress ban ->
          membersAt
              .apply(ban.range())
              .forEach(member -> rooms.remove(member.id(), RemovalReason.REMOVED));
      case RemovalCommand.BanAddressesOf ban -> {
        // No seat: a ban of each address follows, from the server that knows it.
      }
      case RemovalCommand.CloseRoom close -> rooms.close(close.room());
      case RemovalCommand.SignOut out -> rooms.remove(out.memberId(), RemovalReason.SIGNED_OUT);
      case RemovalCommand.Rename rename -> rooms.renamed(rename.member());
    }
  }
}
