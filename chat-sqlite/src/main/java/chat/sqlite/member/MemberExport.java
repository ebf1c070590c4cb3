package chat.sqlite.member;

import chat.core.member.MemberImport;
import chat.core.member.MemberImport.Mentioned;
import chat.core.member.MemberImport.RoomPosition;
import chat.core.member.MemberImport.Visit;
import chat.core.member.ReadPosition;
import chat.core.name.RoomName;
import chat.sqlite.db.PreparedQuery;
import java.util.List;

/** Reads everything that is kept for members, in parts. */
final class MemberExport {
  /** 1,000 rows at once, which are some hundred KiB. */
  private static final int BATCH = 1_000;

  private final MemberWorker worker;

  MemberExport(MemberWorker worker) {
    this.worker = worker;
  }

  void writeTo(MemberImport target) {
    for (List<Visit> part = visits("", ""); !part.isEmpty(); part = visits(part.getLast())) {
      target.addVisits(part);
    }
    for (List<Mentioned> part = mentions(0);
        !part.isEmpty();
        part = mentions(part.getLast().no())) {
      target.addMentions(part);
    }
    for (List<RoomPosition> part = rooms("");
        !part.isEmpty();
        part = rooms(part.getLast().room().value())) {
      target.addMentionedUpTo(part);
    }
  }

  private List<Visit> visits(Visit after) {
    return visits(after.memberId(), after.room().value());
  }

  private List<Visit> visits(String member, String room) {
    return read(
        "SELECT member, room, name, at, epoch, seq FROM visit WHERE (member, room) > (?, ?)"
            + " ORDER BY member, room LIMIT ?",
        row ->
            new Visit(
                row.getString(1),
                new RoomName(row.getString(2)),
                row.getString(3),
                row.getLong(4),
                MemberTables.position(row, 5)),
        member,
        room,
        BATCH);
  }

  private List<Mentioned> mentions(long after) {
    return read(
        "SELECT no, member, room, epoch, seq FROM mention WHERE no > ? ORDER BY no LIMIT ?",
        row ->
            new Mentioned(
                row.getLong(1),
                row.getString(2),
                new RoomName(row.getString(3)),
                new ReadPosition(row.getString(4), row.getLong(5))),
        after,
        BATCH);
  }

  private List<RoomPosition> rooms(String after) {
    return read(
        "SELECT room, epoch, seq FROM mentioned WHERE room > ? ORDER BY room LIMIT ?",
        row ->
            new RoomPosition(
                new RoomName(row.getString(1)), new ReadPosition(row.getString(2), row.getLong(3))),
        after,
        BATCH);
  }

  private <T> List<T> read(String sql, PreparedQuery.RowMapper<T> mapper, Object... parameters) {
    return worker.read((tables, now) -> tables.rows(sql, mapper, parameters));
  }
}
