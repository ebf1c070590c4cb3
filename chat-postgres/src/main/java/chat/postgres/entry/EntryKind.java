package chat.postgres.entry;

import chat.core.file.AttachmentText;
import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.name.Member;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** The kinds of entries as numbers in the tables, and of a draft that is to be refused. */
public final class EntryKind {
  public static final int REFUSED = -1;
  static final int SAID = 0;
  static final int EDITED = 1;
  static final int DELETED = 2;
  static final int REACTION_ON = 3;
  static final int REACTION_OFF = 4;
  static final int PINNED = 5;
  static final int UNPINNED = 6;

  private EntryKind() {}

  public static int of(Draft draft) {
    return switch (draft) {
      case Draft.Say say -> SAID;
      case Draft.Edit edit -> EDITED;
      case Draft.Delete delete -> DELETED;
      case Draft.React react -> react.on() ? REACTION_ON : REACTION_OFF;
      case Draft.Pin pin -> pin.on() ? PINNED : UNPINNED;
    };
  }

  /** The text of an entry, or its emoji. */
  public static String text(Draft draft) {
    return switch (draft) {
      case Draft.Say say -> say.text();
      case Draft.Edit edit -> edit.text();
      case Draft.Delete delete -> "";
      case Draft.React react -> react.emoji();
      case Draft.Pin pin -> "";
    };
  }

  /** The files of a message; null for anything else. */
  public static String files(Draft draft) {
    return draft instanceof Draft.Say say ? AttachmentText.format(say.files()) : null;
  }

  public static int of(Entry entry) {
    return switch (entry) {
      case Entry.Said said -> SAID;
      case Entry.Edited edited -> EDITED;
      case Entry.Deleted deleted -> DELETED;
      case Entry.Reacted reacted -> reacted.on() ? REACTION_ON : REACTION_OFF;
      case Entry.Pinned pinned -> pinned.on() ? PINNED : UNPINNED;
    };
  }

  /** The message that an entry answers or is about, or 0. */
  public static long target(Entry entry) {
    return switch (entry) {
      case Entry.Said said -> said.replyTo();
      case Entry.Edited edited -> edited.target();
      case Entry.Deleted deleted -> deleted.target();
      case Entry.Reacted reacted -> reacted.target();
      case Entry.Pinned pinned -> pinned.target();
    };
  }

  /** The text of an entry, or its emoji; null once it was taken back, or without one. */
  public static String text(Entry entry) {
    return switch (entry) {
      case Entry.Said said -> said.deleted() ? null : said.text();
      case Entry.Edited edited -> edited.deleted() ? null : edited.text();
      case Entry.Deleted deleted -> null;
      case Entry.Reacted reacted -> reacted.emoji();
      case Entry.Pinned pinned -> "";
    };
  }

  /** The files of a message; null for anything else. */
  public static String files(Entry entry) {
    return entry instanceof Entry.Said said ? AttachmentText.format(said.files()) : null;
  }

  /** The entry of a row: seq, at, author, name, id, kind, target, text, files. */
  public static Entry entry(ResultSet row) throws SQLException {
    long seq = row.getLong(1);
    Instant at = Instant.ofEpochMilli(row.getLong(2));
    Member by = new Member(row.getString(3), row.getString(4));
    String id = row.getString(5);
    int kind = row.getInt(6);
    long target = row.getLong(7);
    String text = row.getString(8);
    boolean deleted = text == null;
    return switch (kind) {
      case SAID ->
          new Entry.Said(
              seq,
              at,
              by,
              id,
              deleted ? "" : text,
              target,
              deleted,
              AttachmentText.parse(row.getString(9)));
      case EDITED -> new Entry.Edited(seq, at, by, id, target, deleted ? "" : text, deleted);
      case DELETED -> new Entry.Deleted(seq, at, by, id, target);
      case REACTION_ON, REACTION_OFF ->
          new Entry.Reacted(seq, at, by, id, target, text, kind == REACTION_ON);
      case PINNED, UNPINNED -> new Entry.Pinned(seq, at, by, id, target, kind == PINNED);
      default -> throw new SQLException("an entry of kind " + kind);
    };
  }
}
