package chat.postgres.member;

import chat.core.log.LogUnavailableException;
import chat.core.member.MemberImport;
import chat.core.member.ReadPosition;
import chat.postgres.db.FailureReason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** Takes over what another store keeps for members, in the transaction of a connection. */
public final class MemberTableImport implements MemberImport {
  private final Connection connection;

  public MemberTableImport(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void addVisits(List<Visit> visits) {
    insert(
        "INSERT INTO visit (member, room, name, at, epoch, seq) VALUES (?, ?, ?, ?, ?::text, ?::bigint)",
        visits,
        visit ->
            new Object[] {
              visit.memberId(),
              visit.room().value(),
              visit.nameKey(),
              visit.at(),
              visit.read().map(ReadPosition::epoch).orElse(null),
              visit.read().map(ReadPosition::seq).orElse(null)
            });
  }

  @Override
  public void addMentions(List<Mentioned> mentions) {
    insert(
        "INSERT INTO mention (member, room, epoch, seq) VALUES (?, ?, ?, ?)",
        mentions,
        mention ->
            new Object[] {
              mention.memberId(),
              mention.room().value(),
              mention.message().epoch(),
              mention.message().seq()
            });
  }

  @Override
  public void addMentionedUpTo(List<RoomPosition> rooms) {
    insert(
        "INSERT INTO mentioned VALUES (?, ?, ?)",
        rooms,
        room -> new Object[] {room.room().value(), room.position().epoch(), room.position().seq()});
  }

  private <T> void insert(String sql, List<T> rows, Function<T, Object[]> values) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (T row : rows) {
        MemberTables.add(statement, values.apply(row));
      }
      statement.executeBatch();
    } catch (SQLException e) {
      throw new LogUnavailableException(FailureReason.of(e));
    }
  }
}
