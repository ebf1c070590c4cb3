package chat.core.member;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds {@code @Name} in a text, by the rule of the page ({@code model/mention.js}): not in code,
 * not within an address such as {@code me@ann}, of several names the longest, and up to the end of
 * a word in scripts with spaces between words.
 */
public final class MentionParser {
  /** 24 code points, as a nickname may have. */
  private static final int MAX_NAME = 24;

  /** 20 mentions in a message are looked for, because each costs some look-ups. */
  private static final int MAX_MENTIONS = 20;

  private static final Pattern CODE = Pattern.compile("```[\\s\\S]*?(?:```|\\z)|`[^`\\n]*`");
  private static final Pattern MENTION = Pattern.compile("(?<![A-Za-z0-9_.%+-])@");

  private MentionParser() {}

  /** A name without case; two names with one key are the same. */
  public static String key(String name) {
    var key = new StringBuilder(name.length());
    name.codePoints()
        .forEach(p -> key.appendCodePoint(Character.toLowerCase(Character.toUpperCase(p))));
    return key.toString();
  }

  /**
   * The members that a text mentions.
   *
   * @param members finds the ids of members by the keys of names
   */
  public static Set<String> mentioned(
      String text, Function<Collection<String>, Map<String, String>> members) {
    if (text.indexOf('@') < 0) {
      return Set.of();
    }
    List<List<String>> candidates = candidates(CODE.matcher(text).replaceAll(" "));
    if (candidates.isEmpty()) {
      return Set.of();
    }
    Set<String> keys = new LinkedHashSet<>();
    candidates.forEach(keys::addAll);
    Map<String, String> known = members.apply(keys);
    Set<String> found = new LinkedHashSet<>();
    for (List<String> longestFirst : candidates) {
      longestFirst.stream()
          .filter(known::containsKey)
          .findFirst()
          .ifPresent(key -> found.add(known.get(key)));
    }
    return found;
  }

  /** For each mention, the keys of the names that it may have, the longest first. */
  private static List<List<String>> candidates(String text) {
    List<List<String>> all = new ArrayList<>();
    Matcher mention = MENTION.matcher(text);
    while (all.size() < MAX_MENTIONS && mention.find()) {
      all.add(names(text, mention.end()));
    }
    return all;
  }

  private static List<String> names(String text, int start) {
    List<String> names = new ArrayList<>();
    int end = start;
    for (int length = 1; length <= MAX_NAME && end < text.length(); length++) {
      int last = text.codePointAt(end);
      end += Character.charCount(last);
      if (isUnspaced(last) || isEnd(text, end)) {
        names.addFirst(key(text.substring(start, end)));
      }
    }
    return names;
  }

  /** Whether a name of a script with spaces between words may end here. */
  private static boolean isEnd(String text, int index) {
    if (index == text.length()) {
      return true;
    }
    int next = text.codePointAt(index);
    return isUnspaced(next) || !isOfWord(next);
  }

  private static boolean isOfWord(int point) {
    return switch (Character.getType(point)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.COMBINING_SPACING_MARK ->
          true;
      default -> point == '_';
    };
  }

  /** Scripts that put no space between words. */
  private static boolean isUnspaced(int point) {
    return switch (Character.UnicodeScript.of(point)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }
}
