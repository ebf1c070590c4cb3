package chat.sqlite.db;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;

/**
 * Which numbering the database has, and how many entries. The numbering goes on where the mark
 * beside the database vouches for it. Where it does not, because an older copy was put back or the
 * journal was lost, numbers may be given a second time, so they get a new epoch: clients then read
 * anew instead of missing something.
 *
 * <p>The database has the new epoch before the mark: after a crash between the two they differ, and
 * the next start begins another one, which nobody has seen any number of.
 */
public final class Incarnation {
  private static final System.Logger LOG = System.getLogger(Incarnation.class.getName());
  private static final int EPOCH_BYTES = 9;

  private final String epoch;
  private final RollbackGuard mark;
  // Changed by the committer only.
  private long entries;

  private Incarnation(String epoch, long entries, RollbackGuard mark) {
    this.epoch = epoch;
    this.entries = entries;
    this.mark = mark;
  }

  private record Found(String epoch, long entries) {}

  /** Goes on with the numbering of the database, or begins a new one. */
  public static Incarnation of(Database database, Connection connection, RollbackGuard mark)
      throws SQLException, IOException {
    Found found =
        new PreparedQuery(connection, "SELECT epoch, entries FROM log")
            .one(row -> new Found(row.getString(1), row.getLong(2)))
            .orElseThrow(() -> new SQLException("the table log is empty"));
    String epoch = found.epoch();
    if (!mark.vouchesFor(epoch, found.entries(), database.file())) {
      epoch = newEpoch();
      new PreparedQuery(connection, "UPDATE log SET epoch = ?").run(epoch);
      if (found.entries() > 0) {
        LOG.log(
            Level.WARNING,
            "the log is not the one that was here last; its {0} entries get a new numbering",
            found.entries());
      }
    }
    connection.commit();
    mark.begin(epoch, found.entries(), database.file());
    return new Incarnation(epoch, found.entries(), mark);
  }

  private static String newEpoch() {
    byte[] random = new byte[EPOCH_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().encodeToString(random);
  }

  public String epoch() {
    return epoch;
  }

  /** How many entries are committed. */
  public long entries() {
    return entries;
  }

  /** So many more are committed. */
  public void grow(int more) {
    entries += more;
    try {
      mark.advance(entries);
    } catch (IOException e) {
      // It stands for less than there is: a copy that is a little older could go unnoticed.
      LOG.log(Level.WARNING, "the mark beside the log cannot be written", e);
    }
  }
}
