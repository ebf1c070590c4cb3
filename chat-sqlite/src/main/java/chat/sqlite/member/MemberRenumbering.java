package chat.sqlite.member;

import chat.core.name.RoomName;
import chat.sqlite.db.Database;
import chat.sqlite.db.PreparedQuery;
import chat.sqlite.db.RoomHead;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Positions of members in a log that got a new numbering, because it is a copy that was restored:
 * its entries keep their numbers, so what was read, mentioned and called is so in the new numbering
 * too. Otherwise bots would be called again for messages that they have answered. Positions behind
 * the last entry of a room are of entries that the copy lacks.
 */
public final class MemberRenumbering {
  private static final System.Logger LOG = System.getLogger(MemberRenumbering.class.getName());

  private final String from;
  private final String to;
  private final PreparedQuery rooms;
  private final PreparedQuery visits;
  private final PreparedQuery missing;
  private final PreparedQuery mentions;
  private final PreparedQuery mentioned;

  private MemberRenumbering(Connection members, String from, String to) throws SQLException {
    this.from = from;
    this.to = to;
    rooms =
        new PreparedQuery(
            members,
            "SELECT room FROM visit WHERE epoch = ?1 UNION SELECT room FROM mention WHERE epoch = ?1"
                + " UNION SELECT room FROM mentioned WHERE epoch = ?1");
    visits = new PreparedQuery(members, update("visit"));
    missing =
        new PreparedQuery(
            members, "DELETE FROM mention WHERE seq > ?1 AND room = ?2 AND epoch = ?3");
    mentions = new PreparedQuery(members, update("mention"));
    mentioned = new PreparedQuery(members, update("mentioned"));
  }

  private static String update(String table) {
    return "UPDATE " + table + " SET epoch = ?1, seq = min(seq, ?2) WHERE room = ?3 AND epoch = ?4";
  }

  /**
   * Renumbers the positions in the file of members, if there is one. No server uses it yet. A file
   * that cannot be used stays as it is: then all rooms count as unread.
   *
   * @param directory of the log
   * @param heads the last entries of the rooms
   * @param from the numbering that the log had
   * @param to the one that it has now
   */
  public static void run(Path directory, RoomHead.Source heads, String from, String to) {
    Database file = MemberFile.database(directory);
    if (Files.notExists(file.file())) {
      return;
    }
    try (Connection members = file.openWriter()) {
      if (MemberFile.isCurrent(members)) {
        new MemberRenumbering(members, from, to).run(heads);
        members.commit();
      }
    } catch (SQLException e) {
      LOG.log(
          Level.WARNING,
          "read positions and mentions of members are not taken into the new numbering: {0}",
          e.getMessage());
    }
  }

  private void run(RoomHead.Source heads) throws SQLException {
    for (String room : rooms.queryAll(row -> row.getString(1), from)) {
      long last = heads.head(new RoomName(room)).last();
      visits.update(to, last, room, from);
      missing.update(last, room, from);
      mentions.update(to, last, room, from);
      mentioned.update(to, last, room, from);
    }
  }
}
