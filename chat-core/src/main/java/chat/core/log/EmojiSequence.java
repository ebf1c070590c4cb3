package chat.core.log;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sequences of code points that are one emoji (UTS #51, section 1.4.9), without those that
 * fonts show like another: no joiner, tag or tone that changes nothing.
 */
final class EmojiSequence {
  private static final int MAX_LENGTH = 64;

  /** 4 emoji that are joined: two parents with two children, or a kiss. */
  private static final int MAX_JOINED = 4;

  private static final String SELECTOR = "\uFE0F";
  private static final String JOINER = "\u200D";
  private static final String KEYCAP = "[0-9#*]\u20E3";
  private static final int FIRST_PICTURE = 0x80;
  private static final int FIRST_INDICATOR = 0x1F1E6;
  private static final int LAST_INDICATOR = 0x1F1FF;

  /** The flags of parts of a country that Unicode recommends. */
  private static final Set<String> TAGGED =
      Stream.of("gbeng", "gbsct", "gbwls")
          .map(EmojiSequence::tagged)
          .collect(Collectors.toUnmodifiableSet());

  /** Loaded with the first flag. */
  private static final class Regions {
    static final Set<String> CODES = codes();

    private static Set<String> codes() {
      Set<String> codes = new HashSet<>(Arrays.asList(Locale.getISOCountries()));
      codes.addAll(List.of("AC", "CP", "CQ", "DG", "EA", "EU", "IC", "TA", "UN", "XK"));
      return codes;
    }
  }

  private EmojiSequence() {}

  private static String tagged(String region) {
    StringBuilder flag = new StringBuilder("\uD83C\uDFF4");
    region.chars().forEach(letter -> flag.appendCodePoint(0xE0000 + letter));
    return flag.appendCodePoint(0xE007F).toString();
  }

  /** Whether a text is one; each part may have a variation selector 16 or not. */
  static boolean matches(String text) {
    if (text.length() > MAX_LENGTH
        || text.startsWith(SELECTOR)
        || text.contains(SELECTOR + SELECTOR)) {
      return false;
    }
    String bare = text.replace(SELECTOR, "");
    return isJoined(bare) || isFlag(bare) || TAGGED.contains(bare) || bare.matches(KEYCAP);
  }

  private static boolean isJoined(String text) {
    String[] parts = text.split(JOINER, -1);
    return parts.length == 1
        ? isPicture(text) || isTone(text)
        : parts.length <= MAX_JOINED && Stream.of(parts).allMatch(EmojiSequence::isPicture);
  }

  /** Whether a text is an emoji, perhaps with the tone of its skin. */
  private static boolean isPicture(String text) {
    if (text.isEmpty()) {
      return false;
    }
    int base = text.codePointAt(0);
    String tone = text.substring(Character.charCount(base));
    return isBase(base) && (tone.isEmpty() || (takesTone(base) && isTone(tone)));
  }

  /** Whether a tone changes an emoji; that is not known of one of later versions. */
  private static boolean takesTone(int base) {
    return Character.isEmojiModifierBase(base) || !Character.isDefined(base);
  }

  private static boolean isTone(String text) {
    return text.codePointCount(0, text.length()) == 1
        && Character.isEmojiModifier(text.codePointAt(0));
  }

  /** Whether a code point is an emoji by itself, or is reserved for one of later versions. */
  private static boolean isBase(int point) {
    return point >= FIRST_PICTURE
        && !Character.isEmojiModifier(point)
        && !isIndicator(point)
        && (Character.isEmoji(point)
            || (Character.isExtendedPictographic(point) && !Character.isDefined(point)));
  }

  private static boolean isIndicator(int point) {
    return point >= FIRST_INDICATOR && point <= LAST_INDICATOR;
  }

  private static boolean isFlag(String text) {
    int[] points = text.codePoints().toArray();
    return points.length == 2
        && isIndicator(points[0])
        && isIndicator(points[1])
        && Regions.CODES.contains(letter(points[0]) + letter(points[1]));
  }

  private static String letter(int indicator) {
    return Character.toString('A' + indicator - FIRST_INDICATOR);
  }
}
