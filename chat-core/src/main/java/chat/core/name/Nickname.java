package chat.core.name;

import chat.core.name.InvalidNameException.Reason;
import java.text.Normalizer;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * What a person wants to be called: 1–24 code points after trimming, NFC, with at least one letter,
 * digit or symbol, never more than two combining marks in a row, nothing that cannot be seen or
 * that turns the line around, none of the characters that the plain dialect puts around names, and
 * no IP address, because guests are named by theirs.
 */
public record Nickname(String value) {
  static final int MAX_LENGTH = 24;
  private static final int MAX_MARKS_IN_A_ROW = 2;
  private static final String DELIMITERS = ":：【】";
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}([.。．][0-9]{1,3}){3}");
  // The plain dialect writes an IPv6 address in brackets with '.' for ':'.
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-fA-F.]*\\]");

  /**
   * Checks and trims.
   *
   * @throws InvalidNameException when it is no nickname
   */
  public Nickname {
    value = normalized(value.strip(), Normalizer.Form.NFC);
    if (value.isEmpty()) {
      throw new InvalidNameException(Reason.EMPTY);
    }
    if (value.codePointCount(0, value.length()) > MAX_LENGTH) {
      throw new InvalidNameException(Reason.TOO_LONG);
    }
    if (has(value, Nickname::forbidden)) {
      throw new InvalidNameException(Reason.FORBIDDEN_CHARACTER);
    }
    if (tooManyMarks(value)) {
      throw new InvalidNameException(Reason.MARKS);
    }
    if (!has(value, Nickname::carriesMeaning)) {
      throw new InvalidNameException(Reason.NEEDS_LETTER);
    }
    if (isAddress(normalized(value, Normalizer.Form.NFKC))) {
      throw new InvalidNameException(Reason.ADDRESS);
    }
  }

  /** ASCII, of which most names are, has one form only. */
  private static String normalized(String text, Normalizer.Form form) {
    return has(text, point -> point >= 0x80) ? Normalizer.normalize(text, form) : text;
  }

  // Not as a stream: that costs more than the question, and a name is asked many.
  private static boolean has(String text, IntPredicate is) {
    int point;
    for (int i = 0; i < text.length(); i += Character.charCount(point)) {
      point = text.codePointAt(i);
      if (is.test(point)) {
        return true;
      }
    }
    return false;
  }

  /** Only what begins as an address does is worth a closer look. */
  private static boolean isAddress(String ascii) {
    char first = ascii.charAt(0);
    return first == '['
        ? IPV6.matcher(ascii).matches()
        : first >= '0' && first <= '9' && IPV4.matcher(ascii).matches();
  }

  private static boolean forbidden(int point) {
    return InvisibleCharacters.contains(point)
        || !Character.isDefined(point)
        || Character.getType(point) == Character.SURROGATE
        || Character.getType(point) == Character.PRIVATE_USE
        || DELIMITERS.indexOf(point) >= 0;
  }

  private static boolean carriesMeaning(int point) {
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

  private static boolean tooManyMarks(String name) {
    int inARow = 0;
    int point;
    for (int i = 0; i < name.length(); i += Character.charCount(point)) {
      point = name.codePointAt(i);
      inARow = isMark(point) ? inARow + 1 : 0;
      if (inARow > MAX_MARKS_IN_A_ROW) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMark(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  @Override
  public String toString() {
    return value;
  }
}
