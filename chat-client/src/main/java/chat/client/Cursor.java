package chat.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last entry that a client has: where it goes on.
 *
 * @param epoch names the numbering of the room
 * @param seq the number of the entry; 0 before the first
 */
public record Cursor(String epoch, long seq) {
  private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]{1,32})\\.([0-9]{1,18})");

  /**
   * Reads what {@link #toString} has written.
   *
   * @throws IllegalArgumentException if it is no cursor
   */
  public static Cursor parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no cursor: " + text);
    }
    return new Cursor(parts.group(1), Long.parseLong(parts.group(2)));
  }

  Cursor at(long entry) {
    return new Cursor(epoch, entry);
  }

  @Override
  public String toString() {
    return epoch + "." + seq;
  }
}
