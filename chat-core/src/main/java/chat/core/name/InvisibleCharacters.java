package chat.core.name;

/** Code points that cannot be seen: with them, two names could look the same. */
public final class InvisibleCharacters {
  private InvisibleCharacters() {}

  public static boolean contains(int point) {
    return switch (Character.getType(point)) {
      case Character.FORMAT,
          Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> isIgnorable(point);
    };
  }

  /** Default_Ignorable_Code_Point and similar ones, as far as they are no format characters. */
  private static boolean isIgnorable(int point) {
    return point == 0x034F // combining grapheme joiner
        || point == 0x115F // Hangul fillers
        || point == 0x1160
        || point == 0x3164
        || point == 0xFFA0
        || point == 0x17B4 // Khmer inherent vowels
        || point == 0x17B5
        || point == 0x2800 // a braille pattern without a dot
        || point == 0xFFFC // stands for an object that is not there
        || point == 0x1D159 // a note without a head
        || point == 0x13441 // blanks among hieroglyphs, which are letters for Unicode
        || point == 0x13442
        || point == 0x1107F // joiners, fillers and selectors of rare scripts
        || point == 0x16FE4
        || point == 0x1BC9D
        || point == 0x2065 // reserved
        || (point >= 0xFFF0 && point <= 0xFFF8)
        || (point >= 0x180B && point <= 0x180F) // Mongolian variation selectors
        || (point >= 0xFE00 && point <= 0xFE0F) // variation selectors
        || (point >= 0xE0000 && point <= 0xE0FFF); // tags, variation selectors, reserved ones
  }
}
