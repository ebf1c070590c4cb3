package chat.sqlite.write;

import chat.core.file.Attachment;
import chat.core.file.AttachmentText;
import chat.core.file.FileId;
import chat.core.log.Entry;
import chat.sqlite.db.EntryKey;
import chat.sqlite.db.EntryKind;
import chat.sqlite.db.PreparedQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes entries into the tables. */
final class EntryWriter {
  private final PreparedQuery insertSaid;
  private final PreparedQuery insertChanged;
  private final PreparedQuery insertSent;
  private final PreparedQuery eraseMessage;
  private final PreparedQuery eraseEdits;
  private final PreparedQuery eraseReactions;
  private final PreparedQuery eraseKinds;
  private final PreparedQuery insertReaction;
  private final PreparedQuery deleteReaction;
  private final PreparedQuery countUp;
  private final PreparedQuery countDown;
  private final PreparedQuery deleteKind;
  private final PreparedQuery pin;
  private final PreparedQuery unpin;
  private final PreparedQuery attach;
  private final PreparedQuery detach;
  // Of this transaction.
  private List<FileId> detached = new ArrayList<>();

  EntryWriter(Connection connection) throws SQLException {
    insertSaid = new PreparedQuery(connection, "INSERT INTO said VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    insertChanged =
        new PreparedQuery(connection, "INSERT INTO changed VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    insertSent = new PreparedQuery(connection, "INSERT INTO sent VALUES (?, ?, ?, ?)");
    eraseMessage =
        new PreparedQuery(connection, "UPDATE said SET text = NULL, files = NULL WHERE place = ?");
    eraseEdits =
        new PreparedQuery(
            connection,
            "UPDATE changed SET text = NULL WHERE message = ? AND kind = " + EntryKind.EDITED);
    eraseReactions = new PreparedQuery(connection, "DELETE FROM reaction WHERE message = ?");
    eraseKinds = new PreparedQuery(connection, "DELETE FROM kind WHERE message = ?");
    insertReaction =
        new PreparedQuery(
            connection, "INSERT INTO reaction VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
    deleteReaction =
        new PreparedQuery(
            connection, "DELETE FROM reaction WHERE message = ? AND emoji = ? AND author = ?");
    countUp =
        new PreparedQuery(
            connection,
            "INSERT INTO kind VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1");
    countDown =
        new PreparedQuery(
            connection, "UPDATE kind SET count = count - 1 WHERE message = ? AND emoji = ?");
    deleteKind =
        new PreparedQuery(
            connection, "DELETE FROM kind WHERE message = ? AND emoji = ? AND count = 0");
    pin = new PreparedQuery(connection, "INSERT INTO pin VALUES (?) ON CONFLICT DO NOTHING");
    unpin = new PreparedQuery(connection, "DELETE FROM pin WHERE message = ?");
    attach = new PreparedQuery(connection, "INSERT INTO attachment VALUES (?, ?, 0)");
    detach =
        new PreparedQuery(
            connection,
            "UPDATE attachment SET detached = 1 WHERE message = ? AND detached = 0 RETURNING file");
  }

  void write(long room, Entry entry) throws SQLException {
    long key = EntryKey.of(room, entry.seq());
    switch (entry) {
      case Entry.Said said -> say(room, key, said);
      case Entry.Edited edited ->
          change(
              key,
              edited,
              EntryKind.EDITED,
              EntryKey.of(room, edited.target()),
              edited.deleted() ? null : edited.text());
      case Entry.Deleted deleted -> {
        long message = EntryKey.of(room, deleted.target());
        change(key, deleted, EntryKind.DELETED, message, null);
        erase(message);
      }
      case Entry.Reacted reacted -> react(key, reacted, EntryKey.of(room, reacted.target()));
      case Entry.Pinned pinned -> pin(key, pinned, EntryKey.of(room, pinned.target()));
    }
    if (!entry.id().isEmpty()) {
      insertSent.update(entry.by().id(), room, entry.id(), key);
    }
  }

  private void say(long room, long key, Entry.Said said) throws SQLException {
    Long replyTo = said.replyTo() == 0 ? null : Long.valueOf(EntryKey.of(room, said.replyTo()));
    String id = said.id();
    insertSaid.update(
        key,
        said.at().toEpochMilli(),
        said.by().id(),
        said.by().name(),
        id,
        replyTo,
        said.deleted() ? null : said.text(),
        AttachmentText.format(said.files()));
    for (Attachment file : said.files()) {
      attach.update(file.id().value(), key);
    }
  }

  private void change(long key, Entry entry, int kind, long message, String text)
      throws SQLException {
    long at = entry.at().toEpochMilli();
    insertChanged.update(
        key, at, entry.by().id(), entry.by().name(), entry.id(), kind, message, text);
  }

  /**
   * Removes the texts, reactions, pin and files of a message that is deleted; the entries remain.
   */
  void erase(long message) throws SQLException {
    eraseMessage.update(message);
    eraseEdits.update(message);
    eraseReactions.update(message);
    eraseKinds.update(message);
    unpin.update(message);
    detached.addAll(detach.queryAll(row -> new FileId(row.getString(1)), message));
  }

  /** Removes and returns the files that messages have lost since the last call. */
  List<FileId> takeDetached() {
    List<FileId> taken = detached;
    detached = new ArrayList<>();
    return taken;
  }

  private void pin(long key, Entry.Pinned pinned, long message) throws SQLException {
    change(key, pinned, pinned.on() ? EntryKind.PINNED : EntryKind.UNPINNED, message, null);
    (pinned.on() ? pin : unpin).update(message);
  }

  private void react(long key, Entry.Reacted reacted, long message) throws SQLException {
    String emoji = reacted.emoji();
    String author = reacted.by().id();
    if (reacted.on()) {
      change(key, reacted, EntryKind.REACTION_ON, message, emoji);
      if (insertReaction.update(message, emoji, key, author, reacted.by().name()) > 0) {
        countUp.update(message, emoji, key);
      }
    } else {
      change(key, reacted, EntryKind.REACTION_OFF, message, emoji);
      if (deleteReaction.update(message, emoji, author) > 0) {
        countDown.update(message, emoji);
        deleteKind.update(message, emoji);
      }
    }
  }
}
