package chat.postgres.search;

import chat.core.log.SearchQuery;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The parts of the words of a text that an index holds: of 1, 2 and 3 letters, so that two letters
 * of Chinese are found as well as three of English, in a database of any locale.
 */
final class Grams {
  static final int LONGEST = 3;

  private Grams() {}

  /** All parts of a text as a query is folded. */
  static Set<String> of(String text) {
    Set<String> grams = new HashSet<>();
    for (String word : SearchQuery.words(text)) {
      int[] letters = word.codePoints().toArray();
      for (int length = 1; length <= LONGEST; length++) {
        add(grams, letters, length);
      }
    }
    return grams;
  }

  /** The parts that a text has to have for each word of a query to occur in it. */
  static Set<String> required(SearchQuery query) {
    Set<String> grams = new HashSet<>();
    for (String word : query.folded()) {
      int[] letters = word.codePoints().toArray();
      add(grams, letters, Math.min(LONGEST, letters.length));
    }
    return grams;
  }

  private static void add(Collection<String> grams, int[] letters, int length) {
    for (int begin = 0; begin + length <= letters.length; begin++) {
      grams.add(new String(letters, begin, length));
    }
  }

  /** The same for a parameter of a statement. */
  static Object[] sorted(Set<String> grams) {
    return grams.stream().sorted().toArray();
  }
}
