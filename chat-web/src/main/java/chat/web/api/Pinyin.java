package chat.web.api;

import chat.core.log.SearchQuery;
import chat.core.name.Member;
import com.ibm.icu.text.Transliterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Who may be meant by what was typed: whose name contains it, or sounds like it. {@code zhangs} and
 * {@code zs} find 张三. Safe for many threads.
 */
final class Pinyin {
  /** When so many names are known, all are forgotten: it is a few microseconds for each. */
  private static final int MOST_KNOWN = 20_000;

  private static final Pattern LETTERS = Pattern.compile("[a-z]{1,40}");
  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

  private final Map<String, Sound> known = new ConcurrentHashMap<>();

  /** Made when the first name is asked for: it reads a large table. */
  private static final class Table {
    // One syllable for each character, so that the first letters can be told apart.
    static final Transliterator READING =
        Transliterator.getInstance("Han-Latin; NFD; [:Mn:] Remove; Lower");
  }

  /** How a name is read: all of it, and its first letters. */
  private record Sound(String full, String initials) {
    private static final Sound NONE = new Sound("", "");

    static Sound of(String name) {
      if (!HAN.matcher(name).find()) {
        return NONE;
      }
      var full = new StringBuilder();
      var initials = new StringBuilder();
      for (String syllable : Table.READING.transliterate(name).split("[^a-z0-9]+", -1)) {
        full.append(syllable);
        initials.append(syllable, 0, Math.min(1, syllable.length()));
      }
      return new Sound(full.toString(), initials.toString());
    }

    boolean beginsWith(String letters) {
      return full.startsWith(letters) || initials.startsWith(letters);
    }
  }

  /** Whether a member is meant; by nothing everybody is. */
  Predicate<Member> meantBy(String typed) {
    String wanted = SearchQuery.fold(typed.strip());
    boolean letters = LETTERS.matcher(wanted).matches();
    return member ->
        SearchQuery.fold(member.name()).contains(wanted)
            || (letters && sound(member.name()).beginsWith(wanted));
  }

  private Sound sound(String name) {
    if (known.size() >= MOST_KNOWN) {
      known.clear();
    }
    return known.computeIfAbsent(name, Sound::of);
  }
}
