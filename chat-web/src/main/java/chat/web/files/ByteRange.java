package chat.web.files;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file that a client requests (RFC 9110, section 14).
 *
 * @param first the offset of the first byte
 * @param length how many bytes
 */
record ByteRange(long first, long length) {
  private static final Pattern FORM = Pattern.compile("bytes=([0-9]{0,15})-([0-9]{0,15})");

  /**
   * Parses a header.
   *
   * @return empty for what is ignored: several ranges, another unit, no valid form
   * @throws UnsatisfiableException when the file has no such byte
   */
  static Optional<ByteRange> parse(String header, long size) throws UnsatisfiableException {
    Matcher range = FORM.matcher(header);
    if (!range.matches() || header.equals("bytes=-")) {
      return Optional.empty();
    }
    return range.group(1).isEmpty()
        ? Optional.of(suffix(Long.parseLong(range.group(2)), size))
        : fromTo(Long.parseLong(range.group(1)), range.group(2), size);
  }

  private static ByteRange suffix(long count, long size) throws UnsatisfiableException {
    long length = Math.min(count, size);
    if (length == 0) {
      throw new UnsatisfiableException();
    }
    return new ByteRange(size - length, length);
  }

  private static Optional<ByteRange> fromTo(long first, String lastText, long size)
      throws UnsatisfiableException {
    long last = lastText.isEmpty() ? size - 1 : Math.min(Long.parseLong(lastText), size - 1);
    if (!lastText.isEmpty() && Long.parseLong(lastText) < first) {
      return Optional.empty();
    }
    if (first >= size) {
      throw new UnsatisfiableException();
    }
    return Optional.of(new ByteRange(first, last - first + 1));
  }

  /** The value of {@code Content-Range}. */
  String contentRange(long size) {
    return "bytes " + first + '-' + (first + length - 1) + '/' + size;
  }

  /** The file has no byte of the range. */
  static final class UnsatisfiableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnsatisfiableException() {
      super(null, null, false, false);
    }
  }
}
