package chat.postgres.log;

import chat.postgres.db.ArrayParameters;
import chat.postgres.entry.EntryKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The answer of {@code keep} to one draft.
 *
 * @param number of the entry, if it is kept; for one beyond a limit, how long to wait in
 *     milliseconds
 * @param at the time of the entry, in milliseconds since 1970
 */
record Answer(Outcome outcome, long number, long at) {
  /** In the order of their numbers in {@code schema.sql}. */
  enum Outcome {
    KEPT,
    KNOWN,
    REFUSED,
    AGAIN,
    TOO_FAST,
    SLOW
  }

  private static final String KEEP = "SELECT * FROM keep(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

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
      keep.setLong(14, now);
      try (ResultSet row = keep.executeQuery()) {
        while (row.next()) {
          answers.set(
              row.getInt(1) - 1,
              new Answer(Outcome.values()[row.getInt(2)], row.getLong(3), row.getLong(4)));
        }
      }
    }
    return answers;
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
