package chat.web.api;

import chat.core.log.SearchQuery;
import chat.core.name.Member;
import com.ibm.icu.text.Transliterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Matches members' names by a part of the name, or by the beginning of its pinyin: {@code zhangs}
 * and {@code zs} match 张三. Safe for any number of threads.
 */
final class PinyinMatcher {
  /** The cache is cleared at this size; a reading costs a few microseconds to compute again. */
  private static final int MAX_CACHED = 20_000;

  private static final Pattern LETTERS = Pattern.compile("[a-z]{1,40}");
  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

  private final Map<String, Reading> cache = new ConcurrentHashMap<>();

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

    boolean startsWith(String letters) {
      return full.startsWith(letters) || initials.startsWith(letters);
    }
  }

  /** Matches members by what was typed; an empty text matches every member. */
  Predicate<Member> matching(String typed) {
    String wanted = SearchQuery.fold(typed.strip());
    boolean isPinyin = LETTERS.matcher(wanted).matches();
    return member ->
        SearchQuery.fold(member.name()).contains(wanted)
            || (isPinyin && reading(member.name()).startsWith(wanted));
  }

  private Reading reading(String name) {
    if (cache.size() >= MAX_CACHED) {
      cache.clear();
    }
    return cache.computeIfAbsent(name, Reading::of);
  }
}
