package chat.sqlite;

import chat.core.Entry;
import java.sql.Connection;
import java.sql.SQLException;

/** Writes entries into the tables. */
final class Pen {
  static final int EDITED = 1;
  static final int DELETED = 2;
  static final int REACTION_ON = 3;
  static final int REACTION_OFF = 4;

  private final Prepared say;
  private final Prepared change;
  private final Prepared remember;
  private final Prepared eraseMessage;
  private final Prepared eraseEdits;
  private final Prepared eraseReactions;
  private final Prepared eraseKinds;
  private final Prepared react;
  private final Prepared unreact;
  private final Prepared countUp;
  private final Prepared countDown;
  private final Prepared dropKind;

  Pen(Connection connection) throws SQLException {
    say = new Prepared(connection, "INSERT INTO said VALUES (?, ?, ?, ?, ?, ?, ?)");
    change = new Prepared(connection, "INSERT INTO changed VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    remember = new Prepared(connection, "INSERT INTO sent VALUES (?, ?, ?, ?)");
    eraseMessage = new Prepared(connection, "UPDATE said SET text = NULL WHERE place = ?");
    eraseEdits =
        new Prepared(
            connection, "UPDATE changed SET text = NULL WHERE message = ? AND kind = " + EDITED);
    eraseReactions = new Prepared(connection, "DELETE FROM reaction WHERE message = ?");
    eraseKinds = new Prepared(connection, "DELETE FROM kind WHERE message = ?");
    react =
        new Prepared(
            connection, "INSERT INTO reaction VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
    unreact =
        new Prepared(
            connection, "DELETE FROM reaction WHERE message = ? AND emoji = ? AND author = ?");
    countUp =
        new Prepared(
            connection,
            "INSERT INTO kind VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1");
    countDown =
        new Prepared(
            connection, "UPDATE kind SET count = count - 1 WHERE message = ? AND emoji = ?");
    dropKind =
        new Prepared(connection, "DELETE FROM kind WHERE message = ? AND emoji = ? AND count = 0");
  }

  void write(long room, Entry entry) throws SQLException {
    long place = Place.of(room, entry.seq());
    switch (entry) {
      case Entry.Said said -> say(room, place, said);
      case Entry.Edited edited ->
          change(place, edited, EDITED, Place.of(room, edited.of()), edited.text());
      case Entry.Deleted deleted -> {
        long message = Place.of(room, deleted.of());
        change(place, deleted, DELETED, message, null);
        erase(message);
      }
      case Entry.Reacted reacted -> react(place, reacted, Place.of(room, reacted.of()));
    }
    if (!entry.id().isEmpty()) {
      remember.run(entry.by().id(), room, entry.id(), place);
    }
  }

  private void say(long room, long place, Entry.Said said) throws SQLException {
    Long re = said.re() == 0 ? null : Long.valueOf(Place.of(room, said.re()));
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
