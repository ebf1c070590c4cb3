package chat.core.log;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A position in the log up to which a client has read, written {@code EPOCH.SEQ}. It is not a time,
 * because clocks go back.
 *
 * @param epoch identifies one numbering of a room, {@code [A-Za-z0-9_-]{1,32}}
 * @param seq the last entry that the client has; 0 for none
 */
public record Cursor(String epoch, long seq) {
  private static final Pattern EPOCH = Pattern.compile("[A-Za-z0-9_-]{1,32}");
  private static final int EPOCH_BYTES = 9;
  private static final Pattern SEQ = Pattern.compile("[0-9]{1,18}");

  public Cursor {
    if (!EPOCH.matcher(epoch).matches() || seq < 0) {
      throw new IllegalArgumentException("no cursor: " + epoch + "." + seq);
    }
  }

  /** A random epoch of 72 bits, for a numbering that begins anew. */
  public static String newEpoch() {
    byte[] random = new byte[EPOCH_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().encodeToString(random);
  }

  /** Parses a cursor; empty for any other text, as a client without a cursor is a new one. */
  public static Optional<Cursor> parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 0
        || !EPOCH.matcher(text.substring(0, dot)).matches()
        || !SEQ.matcher(text.substring(dot + 1)).matches()) {
      return Optional.empty();
    }
    return Optional.of(new Cursor(text.substring(0, dot), Long.parseLong(text.substring(dot + 1))));
  }

  @Override
  public String toString() {
    return epoch + "." + seq;
  }
}
