package chat.core.log;

import chat.core.name.CombiningMarks;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

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

  private static final int KANA_VOICED = 0x3099;
  private static final int KANA_SEMIVOICED = 0x309A;

  /**
   * Parses input: words are separated by blanks, and by control characters, which no text has.
   *
   * @throws InvalidSearchException when it has no word, too many, or is too long
   */
  public static SearchQuery of(String typed) {
    if (typed.length() > MAX_LENGTH) {
      throw new InvalidSearchException(InvalidSearchException.Reason.TOO_LONG);
    }
    return new SearchQuery(words(typed));
  }

  /** The words of a text, folded as they are compared. */
  public static List<String> words(String text) {
    return Arrays.stream(fold(text).split("[\\s\\u3000\\p{Cntrl}]+"))
        .filter(word -> !word.isEmpty())
        .toList();
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

  /**
   * Folds a text: case, width, compatibility forms, accents and the shape of quotation marks and
   * dashes do not count in comparisons.
   */
  public static String fold(String text) {
    if (isAscii(text)) {
      return text.toLowerCase(Locale.ROOT);
    }
    StringBuilder letters = new StringBuilder(text.length());
    Normalizer.normalize(CombiningMarks.cutRuns(text), Normalizer.Form.NFKD)
        .codePoints()
        .filter(point -> !isAccent(point))
        .forEach(letters::appendCodePoint);
    // In capitals first, because of ß; then each alone, because a sigma at the end differs.
    StringBuilder folded = new StringBuilder(letters.length());
    letters
        .toString()
        .toUpperCase(Locale.ROOT)
        .codePoints()
        .map(Character::toLowerCase)
        .forEach(point -> appendPlain(folded, point));
    return Normalizer.normalize(folded, Normalizer.Form.NFKC);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Whether a mark makes no other letter, as those of Kana and of Indian scripts do. */
  private static boolean isAccent(int point) {
    return Character.getType(point) == Character.NON_SPACING_MARK
        && switch (Character.UnicodeScript.of(point)) {
          case INHERITED -> point != KANA_VOICED && point != KANA_SEMIVOICED;
          case ARABIC, HEBREW, CYRILLIC, GREEK, LATIN -> true;
          default -> false;
        };
  }

  /** Appends a sign, or a letter that Unicode does not decompose, as people type it. */
  private static void appendPlain(StringBuilder folded, int point) {
    switch (point) {
      case '\u2018', '\u2019', '\u201A', '\u201B', '\u02BC' -> folded.append('\'');
      case '\u201C', '\u201D', '\u201E', '\u201F' -> folded.append('"');
      case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212' ->
          folded.append('-');
      case '\u2044', '\u2215' -> folded.append('/');
      case 'ß' -> folded.append("ss");
      case 'æ' -> folded.append("ae");
      case 'œ' -> folded.append("oe");
      case 'þ' -> folded.append("th");
      case 'ø' -> folded.append('o');
      case 'đ', 'ð' -> folded.append('d');
      case 'ł' -> folded.append('l');
      case 'ħ' -> folded.append('h');
      case 'ŧ' -> folded.append('t');
      case 'ŋ' -> folded.append('n');
      default -> folded.appendCodePoint(point);
    }
  }

  /** Whether all words occur in a text. */
  public boolean matches(String text) {
    String foldedText = fold(text);
    return folded.stream().allMatch(foldedText::contains);
  }
}
