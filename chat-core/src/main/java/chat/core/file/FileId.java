package chat.core.file;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of a file: 128 random bits in 22 characters of Base64url (RFC 4648, section 5). An id
 * cannot be guessed, so that members read only the files whose id they were given.
 */
public record FileId(String value) implements Comparable<FileId> {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}");
  private static final int BYTES = 16;

  /**
   * Validates.
   *
   * @throws IllegalArgumentException when it is no id
   */
  public FileId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("no file id");
    }
  }

  public static FileId random() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return new FileId(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  /** Parses an id; empty for any other text. */
  public static Optional<FileId> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new FileId(text)) : Optional.empty();
  }

  @Override
  public int compareTo(FileId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
