package chat.core.log;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;

/**
 * A search query: words, all of which have to occur in a text, anywhere in it and in any case.
 * Chinese, which has no blanks, is found like any other part of a text.
 *
 * @param folded the words, folded as they are compared; at least one, none of them empty
 */
public record SearchQuery(List<String> folded) {
  /** 200 characters of input, because nobody searches for a page. */
  public static final int MAX_LENGTH = 200;

  /** 10 words, because more are no help in finding anything. */
  static final int MAX_WORDS = 10;

  /**
   * Parses input: words are separated by blanks, and by control characters, which no text has.
   *
   * @throws InvalidSearchException when it has no word, too many, or is too long
   */
  public static SearchQuery of(String typed) {
    if (typed.length() > MAX_LENGTH) {
      throw new InvalidSearchException(InvalidSearchException.Reason.TOO_LONG);
    }
    return new SearchQuery(
        Arrays.stream(fold(typed).split("[\\s\\u3000\\p{Cntrl}]+"))
            .filter(word -> !word.isEmpty())
            .toList());
  }

  public SearchQuery {
    folded = List.copyOf(folded);
    if (folded.isEmpty()) {
      throw new InvalidSearchException(InvalidSearchException.Reason.NO_WORD);
    }
    if (folded.size() > MAX_WORDS) {
      throw new InvalidSearchException(InvalidSearchException.Reason.TOO_MANY_WORDS);
    }
  }

  /** Folds a text: case and the composition of letters do not count in comparisons. */
  public static String fold(String text) {
    int[] points =
        Normalizer.normalize(text, Normalizer.Form.NFC)
            .codePoints()
            .map(point -> Character.toLowerCase(Character.toUpperCase(point)))
            .toArray();
    return new String(points, 0, points.length);
  }

  /** Whether all words occur in a text. */
  public boolean matches(String text) {
    String foldedText = fold(text);
    return folded.stream().allMatch(foldedText::contains);
  }
}
