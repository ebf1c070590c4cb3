package chat.web.api;

import chat.core.log.SearchQuery;
import chat.core.name.Member;
import chat.web.markdown.TextCache;
import com.ibm.icu.text.Transliterator;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Matches members' names by a part of the name, or by the beginning of its pinyin: {@code zhangs}
 * and {@code zs} match 张三. Safe for any number of threads.
 */
final class PinyinMatcher {
  /** Characters of names and readings in each generation of the cache: about 10,000 names. */
  private static final int CACHE_SIZE = 2_000_000;

  private static final Pattern LETTERS = Pattern.compile("[a-z]{1,40}");
  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

  private final TextCache<Reading> readings =
      new TextCache<>(CACHE_SIZE, Reading::of, Reading::length);

  /** Created at the first use, because it reads a large table. */
  private static final class Table {
    // Separates the syllables of the characters, so that the initials can be found.
    static final Transliterator PINYIN =
        Transliterator.getInstance("Han-Latin; NFD; [:Mn:] Remove; Lower");
  }

  /** The pinyin of a name: all of it, and its initials. */
  private record Reading(String full, String initials) {
    private static final Reading NONE = new Reading("", "");

    static Reading of(String name) {
      if (!HAN.matcher(name).find()) {
        return NONE;
      }
      var full = new StringBuilder();
      var initials = new StringBuilder();
      for (String syllable : Table.PINYIN.transliterate(name).split("[^a-z0-9]+", -1)) {
        full.append(syllable);
        initials.append(syllable, 0, Math.min(1, syllable.length()));
      }
      return new Reading(full.toString(), initials.toString());
    }

    int length() {
      return full.length() + initials.length();
    }

    boolean startsWith(String letters) {
      return full.startsWith(letters) || initials.startsWith(letters);
    }
  }

  /** Matches members by what was typed; an empty text matches every member. */
  Predicate<Member> matching(String typed) {
    Predicate<String> name = matchingName(typed);
    return member -> name.test(member.name());
  }

  /** The same for names. */
  Predicate<String> matchingName(String typed) {
    String wanted = SearchQuery.fold(typed.strip());
    boolean isPinyin = LETTERS.matcher(wanted).matches();
    return name ->
        SearchQuery.fold(name).contains(wanted)
            || (isPinyin && readings.get(name).startsWith(wanted));
  }
}
