package chat.postgres.shared;

import chat.core.cluster.RemovalCommand;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.postgres.db.Query;
import chat.postgres.db.StatementRunner;
import java.time.Duration;
import java.util.List;

/** The commands to take seats away in the table {@code command}, in one order. */
final class CommandTable {
  private final StatementRunner statements;
  private final String server;
  private final Runnable sent;

  /**
   * @param server identifies this server
   * @param sent notifies the other servers
   */
  CommandTable(StatementRunner statements, String server, Runnable sent) {
    this.statements = statements;
    this.server = server;
    this.sent = sent;
  }

  /** The kinds of commands as words in the table. */
  private enum Kind {
    KICK,
    BAN_ADDRESS,
    BAN_ADDRESSES_OF,
    CLOSE_ROOM,
    SIGN_OUT,
    RENAME
  }

  /**
   * A row.
   *
   * @param detail the member's new name, the time of a ban, or empty
   */
  private record Row(Kind kind, String target, String detail) {
    static Row of(RemovalCommand command) {
      return switch (command) {
        case RemovalCommand.Kick kick -> new Row(Kind.KICK, kick.memberId(), "");
        case RemovalCommand.BanAddress ban -> new Row(Kind.BAN_ADDRESS, ban.range(), "");
        case RemovalCommand.BanAddressesOf ban ->
            new Row(Kind.BAN_ADDRESSES_OF, ban.memberId(), ban.time().toString());
        case RemovalCommand.CloseRoom close -> new Row(Kind.CLOSE_ROOM, close.room().value(), "");
        case RemovalCommand.SignOut out -> new Row(Kind.SIGN_OUT, out.memberId(), "");
        case RemovalCommand.Rename rename ->
            new Row(Kind.RENAME, rename.member().id(), rename.member().name());
      };
    }

    RemovalCommand command() {
      return switch (kind) {
        case KICK -> new RemovalCommand.Kick(target);
        case BAN_ADDRESS -> new RemovalCommand.BanAddress(target);
        case BAN_ADDRESSES_OF -> new RemovalCommand.BanAddressesOf(target, Duration.parse(detail));
        case CLOSE_ROOM -> new RemovalCommand.CloseRoom(new RoomName(target));
        case SIGN_OUT -> new RemovalCommand.SignOut(target);
        case RENAME -> new RemovalCommand.Rename(new Member(target, detail));
      };
    }
  }

  /**
   * A command of another server.
   *
   * @param no its number; they are without a hole
   */
  record Sent(long no, RemovalCommand command) {}

  /** Sends a command to the other servers. */
  void send(RemovalCommand command) {
    Row row = Row.of(command);
    Query query =
        Query.of("SELECT chat.send(?, ?, ?, ?)", server, row.kind.name(), row.target, row.detail);
    var _ = statements.run(connection -> query.rows(connection, each -> true));
    sent.run();
  }

  /** The commands of other servers after a number, in their order. */
  List<Sent> after(long no) {
    Query query =
        Query.of(
            "SELECT no, kind, target, detail FROM chat.command WHERE no > ? AND server <> ? ORDER BY no",
            no,
            server);
    return statements.run(connection ->
        query.rows(
            connection,
            row -> {
              var command =
                  new Row(Kind.valueOf(row.getString(2)), row.getString(3), row.getString(4));
              return new Sent(row.getLong(1), command.command());
            }));
  }
}
