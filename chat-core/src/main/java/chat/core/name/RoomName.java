package chat.core.name;

import java.text.Normalizer;

/**
 * The name of a room: 1–40 code points, letters, marks, digits, {@code -} and {@code _} of any
 * script, NFC. The name is in lower case, because names are compared without case.
 */
public record RoomName(String value) {
  public static final RoomName LOBBY = new RoomName("lobby");
  static final int MAX_LENGTH = 40;

  /** 8 UTF-16 units for each code point of NFC: a letter, and marks that are composed with it. */
  private static final int MAX_TYPED = 8 * MAX_LENGTH;

  /**
   * Folds case and validates.
   *
   * @throws InvalidNameException when it is no room name
   */
  public RoomName {
    if (value.length() > MAX_TYPED) {
      throw new InvalidNameException(InvalidNameException.Reason.TOO_LONG);
    }
    value = lowerCase(Normalizer.normalize(value, Normalizer.Form.NFC));
    if (value.isEmpty()) {
      throw new InvalidNameException(InvalidNameException.Reason.EMPTY);
    }
    if (value.codePointCount(0, value.length()) > MAX_LENGTH) {
      throw new InvalidNameException(InvalidNameException.Reason.TOO_LONG);
    }
    if (!value.codePoints().allMatch(RoomName::isAllowed)) {
      throw new InvalidNameException(InvalidNameException.Reason.FORBIDDEN_CHARACTER);
    }
  }

  @Override
  public String toString() {
    return value;
  }

  private static boolean isAllowed(int point) {
    // A letter may be blank, and a mark a selector: two names would look the same.
    if (InvisibleCharacters.contains(point)) {
      return false;
    }
    return switch (Character.getType(point)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK ->
          true;
      default -> point == '-' || point == '_';
    };
  }

  private static String lowerCase(String name) {
    int[] points =
        name.codePoints().map(p -> Character.toLowerCase(Character.toUpperCase(p))).toArray();
    return Normalizer.normalize(new String(points, 0, points.length), Normalizer.Form.NFC);
  }
}
