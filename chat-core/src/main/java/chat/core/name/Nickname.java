package chat.core.name;

import chat.core.name.InvalidNameException.Reason;
import java.text.Normalizer;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * A nickname: 1–24 code points after trimming, NFC, with at least one letter, digit or symbol, at
 * most two combining marks in a row, each behind a letter of its script, no bidirectional control
 * character and no invisible one but those within emoji and words that {@link Joiners} allows, none
 * of the delimiters of names in the plain dialect, and no IP address, because that is the name of a
 * guest.
 */
public record Nickname(String value) {
  static final int MAX_LENGTH = 24;
  private static final int MAX_MARKS_IN_A_ROW = 2;

  /** 8 UTF-16 units for each code point of NFC: a letter, and marks that are composed with it. */
  private static final int MAX_TYPED = 8 * MAX_LENGTH;

  private static final String DELIMITERS = ":：【】";
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}([.。．][0-9]{1,3}){3}");
  // The plain dialect writes an IPv6 address in brackets with '.' for ':'.
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-fA-F.]*\\]");

  /**
   * Trims and validates.
   *
   * @throws InvalidNameException when it is no nickname
   */
  public Nickname {
    String typed = trimmed(value);
    if (typed.isEmpty()) {
      throw new InvalidNameException(Reason.EMPTY);
    }
    if (typed.length() > MAX_TYPED) {
      throw new InvalidNameException(Reason.TOO_LONG);
    }
    value = normalized(typed, Normalizer.Form.NFC);
    if (value.codePointCount(0, value.length()) > MAX_LENGTH) {
      throw new InvalidNameException(Reason.TOO_LONG);
    }
    if (hasForbidden(value)) {
      throw new InvalidNameException(Reason.FORBIDDEN_CHARACTER);
    }
    if (!CombiningMarks.belong(value, MAX_MARKS_IN_A_ROW)) {
      throw new InvalidNameException(Reason.MARKS);
    }
    if (!anyMatch(value, Nickname::isVisible)) {
      throw new InvalidNameException(Reason.NEEDS_LETTER);
    }
    if (isAddress(normalized(value, Normalizer.Form.NFKC))) {
      throw new InvalidNameException(Reason.ADDRESS);
    }
  }

  /** Cuts off blanks of all kinds; {@link String#strip} leaves those that do not break a line. */
  private static String trimmed(String typed) {
    int start = 0;
    int end = typed.length();
    while (start < end && isBlank(typed.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(typed.charAt(end - 1))) {
      end--;
    }
    return typed.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /** ASCII text, as most names are, is normalized already. */
  private static String normalized(String text, Normalizer.Form form) {
    return anyMatch(text, point -> point >= 0x80) ? Normalizer.normalize(text, form) : text;
  }

  // Not a stream, which costs more than the check itself.
  private static boolean anyMatch(String text, IntPredicate condition) {
    int point;
    for (int i = 0; i < text.length(); i += Character.charCount(point)) {
      point = text.codePointAt(i);
      if (condition.test(point)) {
        return true;
      }
    }
    return false;
  }

  /** Checks the first character first, because regular expressions are slow. */
  private static boolean isAddress(String name) {
    char first = name.charAt(0);
    return first == '['
        ? IPV6.matcher(name).matches()
        : first >= '0' && first <= '9' && IPV4.matcher(name).matches();
  }

  private static boolean hasForbidden(String name) {
    int point;
    for (int i = 0; i < name.length(); i += Character.charCount(point)) {
      point = name.codePointAt(i);
      if (isForbidden(point) && !Joiners.belongsAt(name, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isForbidden(int point) {
    return InvisibleCharacters.contains(point)
        || !Character.isDefined(point)
        || Character.getType(point) == Character.SURROGATE
        || Character.getType(point) == Character.PRIVATE_USE
        || DELIMITERS.indexOf(point) >= 0;
  }

  private static boolean isVisible(int point) {
    return Character.isLetterOrDigit(point)
        || switch (Character.getType(point)) {
          case Character.LETTER_NUMBER,
              Character.OTHER_NUMBER,
              Character.MATH_SYMBOL,
              Character.CURRENCY_SYMBOL,
              Character.MODIFIER_SYMBOL,
              Character.OTHER_SYMBOL ->
              true;
          default -> false;
        };
  }

  @Override
  public String toString() {
    return value;
  }
}
