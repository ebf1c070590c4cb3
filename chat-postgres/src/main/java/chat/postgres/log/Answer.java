package chat.postgres.log;

import chat.core.file.FileId;
import chat.core.log.Message;
import chat.postgres.db.ArrayParameters;
import chat.postgres.entry.EntryKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The answer of {@code keep} to one draft.
 *
 * @param number of the entry, if it is kept; for one beyond a limit, how long to wait in
 *     milliseconds
 * @param at the time of the entry, in milliseconds since 1970
 * @param detached the files that the message had, for a deletion that is kept
 */
record Answer(Outcome outcome, long number, long at, List<FileId> detached) {
  /** In the order of their numbers in {@code keep.sql}. */
  enum Outcome {
    KEPT,
    KNOWN,
    REFUSED,
    AGAIN,
    TOO_FAST,
    SLOW,
    NO_SUCH_FILE,
    TOO_MANY_PINS
  }

  private static final String KEEP =
      "SELECT * FROM keep(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  /** Keeps drafts in one round trip; the answers are in their order. */
  static List<Answer> keep(Connection connection, List<Round.Judged> drafts, long now)
      throws SQLException {
    List<Answer> answers = new ArrayList<>(Collections.nCopies(drafts.size(), null));
    try (PreparedStatement keep = connection.prepareStatement(KEEP)) {
      var arrays = new ArrayParameters<Round.Judged>(connection, keep, drafts);
      arrays.set(1, "text", each -> each.submission().room().value());
      arrays.set(2, "text", each -> each.submission().draft().by().id());
      arrays.set(3, "text", each -> each.submission().draft().by().name());
      arrays.set(4, "text", each -> each.submission().draft().id());
      arrays.set(5, "uuid", each -> each.submission().token());
      arrays.set(6, "integer", Round.Judged::kind);
      arrays.set(7, "bigint", each -> each.submission().draft().target());
      arrays.set(8, "text", each -> EntryKind.text(each.submission().draft()));
      arrays.set(9, "bigint", Round.Judged::seen);
      arrays.set(10, "float8", each -> seconds(each.submission().limit().tokenInterval()));
      arrays.set(11, "integer", each -> each.submission().limit().burst());
      arrays.set(12, "float8", each -> seconds(each.submission().limit().pause()));
      arrays.set(13, "float8", each -> seconds(each.submission().age()));
      arrays.set(14, "text", each -> EntryKind.files(each.submission().draft()));
      keep.setInt(15, Message.PINNED_IN_ROOM);
      keep.setLong(16, now);
      try (ResultSet row = keep.executeQuery()) {
        while (row.next()) {
          answers.set(
              row.getInt(1) - 1,
              new Answer(
                  Outcome.values()[row.getInt(2)],
                  row.getLong(3),
                  row.getLong(4),
                  files(row.getString(5))));
        }
      }
    }
    return answers;
  }

  private static List<FileId> files(String ids) {
    return ids == null ? List.of() : Arrays.stream(ids.split(" ")).map(FileId::new).toList();
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
