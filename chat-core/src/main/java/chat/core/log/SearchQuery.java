package chat.core.log;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;

/**
 * What somebody searches for: words, all of which have to occur in a text, anywhere in it and
 * whatever their case. Chinese, which has no blanks, is found like any other part of a text.
 *
 * @param folded the words as they are compared, at least one, none of them empty
 */
public record SearchQuery(List<String> folded) {
  /** In characters, of all that was typed: nobody searches for a page. */
  public static final int MAX_LENGTH = 200;

  /** More are no help in finding anything. */
  static final int MAX_WORDS = 10;

  /**
   * What was typed, parted at its blanks, and at control characters, which no text has.
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

  /** Texts that differ only in case, or in how their letters are composed, become the same. */
  public static String fold(String text) {
    int[] points =
        Normalizer.normalize(text, Normalizer.Form.NFC)
            .codePoints()
            .map(point -> Character.toLowerCase(Character.toUpperCase(point)))
            .toArray();
    return new String(points, 0, points.length);
  }

  /** Whether all of them occur in a text. */
  public boolean matches(String text) {
    String whole = fold(text);
    return folded.stream().allMatch(whole::contains);
  }
}
