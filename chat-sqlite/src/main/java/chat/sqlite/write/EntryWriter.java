package chat.sqlite.write;

import chat.core.log.Entry;
import chat.sqlite.db.EntryKey;
import chat.sqlite.db.PreparedQuery;
import java.sql.Connection;
import java.sql.SQLException;

/** Writes entries into the tables. */
public final class EntryWriter {
  public static final int EDITED = 1;
  public static final int DELETED = 2;
  public static final int REACTION_ON = 3;
  public static final int REACTION_OFF = 4;

  private final PreparedQuery say;
  private final PreparedQuery change;
  private final PreparedQuery remember;
  private final PreparedQuery eraseMessage;
  private final PreparedQuery eraseEdits;
  private final PreparedQuery eraseReactions;
  private final PreparedQuery eraseKinds;
  private final PreparedQuery react;
  private final PreparedQuery unreact;
  private final PreparedQuery countUp;
  private final PreparedQuery countDown;
  private final PreparedQuery dropKind;

  EntryWriter(Connection connection) throws SQLException {
    say = new PreparedQuery(connection, "INSERT INTO said VALUES (?, ?, ?, ?, ?, ?, ?)");
    change = new PreparedQuery(connection, "INSERT INTO changed VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    remember = new PreparedQuery(connection, "INSERT INTO sent VALUES (?, ?, ?, ?)");
    eraseMessage = new PreparedQuery(connection, "UPDATE said SET text = NULL WHERE place = ?");
    eraseEdits =
        new PreparedQuery(
            connection, "UPDATE changed SET text = NULL WHERE message = ? AND kind = " + EDITED);
    eraseReactions = new PreparedQuery(connection, "DELETE FROM reaction WHERE message = ?");
    eraseKinds = new PreparedQuery(connection, "DELETE FROM kind WHERE message = ?");
    react =
        new PreparedQuery(
            connection, "INSERT INTO reaction VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
    unreact =
        new PreparedQuery(
            connection, "DELETE FROM reaction WHERE message = ? AND emoji = ? AND author = ?");
    countUp =
        new PreparedQuery(
            connection,
            "INSERT INTO kind VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1");
    countDown =
        new PreparedQuery(
            connection, "UPDATE kind SET count = count - 1 WHERE message = ? AND emoji = ?");
    dropKind =
        new PreparedQuery(
            connection, "DELETE FROM kind WHERE message = ? AND emoji = ? AND count = 0");
  }

  void write(long room, Entry entry) throws SQLException {
    long place = EntryKey.of(room, entry.seq());
    switch (entry) {
      case Entry.Said said -> say(room, place, said);
      case Entry.Edited edited ->
          change(place, edited, EDITED, EntryKey.of(room, edited.of()), edited.text());
      case Entry.Deleted deleted -> {
        long message = EntryKey.of(room, deleted.of());
        change(place, deleted, DELETED, message, null);
        erase(message);
      }
      case Entry.Reacted reacted -> react(place, reacted, EntryKey.of(room, reacted.of()));
    }
    if (!entry.id().isEmpty()) {
      remember.run(entry.by().id(), room, entry.id(), place);
    }
  }

  private void say(long room, long place, Entry.Said said) throws SQLException {
    Long re = said.re() == 0 ? null : Long.valueOf(EntryKey.of(room, said.re()));
    String id = said.id();
    say.run(place, said.at().toEpochMilli(), said.by().id(), said.by().name(), id, re, said.text());
  }

  private void change(long place, Entry entry, int kind, long message, String text)
      throws SQLException {
    long at = entry.at().toEpochMilli();
    change.run(place, at, entry.by().id(), entry.by().name(), entry.id(), kind, message, text);
  }

  /** Nothing remains of a message that is taken back but that it was there. */
  private void erase(long message) throws SQLException {
    eraseMessage.run(message);
    eraseEdits.run(message);
    eraseReactions.run(message);
    eraseKinds.run(message);
  }

  private void react(long place, Entry.Reacted reacted, long message) throws SQLException {
    String emoji = reacted.emoji();
    String author = reacted.by().id();
    if (reacted.on()) {
      change(place, reacted, REACTION_ON, message, emoji);
      if (react.run(message, emoji, place, author, reacted.by().name()) > 0) {
        countUp.run(message, emoji, place);
      }
    } else {
      change(place, reacted, REACTION_OFF, message, emoji);
      if (unreact.run(message, emoji, author) > 0) {
        countDown.run(message, emoji);
        dropKind.run(message, emoji);
      }
    }
  }
}
