package chat.web.markdown;

/**
 * The end of a bare address in a text.
 *
 * <ul>
 *   <li>Letters of any script belong to an address; other characters that are not ASCII end it.
 *   <li>Scripts without blanks, such as Chinese, go on directly behind an address: their letters
 *       belong to it where one begins a part of it, as after a slash, and up to the next other
 *       character. Behind a letter or digit of another script they are the text that goes on.
 *   <li>A host is never guessed. Where letters of such a script are in it or follow it, and its end
 *       is not certain, there is no link.
 *   <li>Marks that end a sentence are not part of it.
 * </ul>
 */
final class Address {
  private static final int ASCII = 0x80;
  private static final int HYPHEN = 0x2010;
  private static final int EN_DASH = 0x2013;
  private static final String SENTENCE_END = "?!.,:;'";
  private static final String MARKS = "*_~";
  private static final String AFTER_HOST = "/?#";

  /** Begins a part of a path or query. */
  private static final String BEFORE_PART = "/=&#-_+(";

  private final String run;
  private final int scheme;

  private Address(String run, int scheme) {
    this.run = run;
    this.scheme = scheme;
  }

  /**
   * The length of the address at the start of a run of characters; -1 if there is no link.
   *
   * @param scheme the length of {@code https://}
   * @param before the code point before it
   */
  static int end(String run, int scheme, int before) {
    Address address = new Address(run, scheme);
    int host = address.hostEnd();
    if (host == scheme || !SafeLinks.isSafe(run) || !address.isCertain(host)) {
      return -1;
    }
    return address.withoutSentenceEnd(address.pathEnd(host), before);
  }

  static boolean isAsciiWord(int point) {
    return point < ASCII && Character.isLetterOrDigit(point);
  }

  private int hostEnd() {
    int at = scheme;
    int before = '.';
    while (at < run.length()) {
      int point = run.codePointAt(at);
      boolean isWord = LiteralMarks.isWord(point);
      boolean goesOn = isWord || (at > scheme && ".-_".indexOf(point) >= 0);
      if (!goesOn || (LiteralMarks.isUnspaced(point) && isSpacedWord(before))) {
        break;
      }
      at += Character.charCount(point);
      before = point;
    }
    return at;
  }

  /** Whether it is certain that a host ends here. */
  private boolean isCertain(int end) {
    String host = run.substring(scheme, end);
    if (host.codePoints().anyMatch(LiteralMarks::isUnspaced)) {
      return end < run.length() && (AFTER_HOST.indexOf(run.charAt(end)) >= 0 || isPort(end));
    }
    int after = end;
    while (after < run.length() && isGoingOn(run.codePointAt(after))) {
      after += Character.charCount(run.codePointAt(after));
    }
    boolean hasTextBehind = after > end;
    return !hasTextBehind
        || (host.indexOf('.') > 0 && !host.endsWith(".") && !run.startsWith(".", after));
  }

  /** Whether a character behind a host is one of a text, or of a host with emoji. */
  private static boolean isGoingOn(int point) {
    return LiteralMarks.isWord(point) || point == '-' || LiteralMarks.isSymbol(point);
  }

  private boolean isPort(int at) {
    return run.charAt(at) == ':' && at + 1 < run.length() && Character.isDigit(run.charAt(at + 1));
  }

  private int pathEnd(int host) {
    int at = host;
    int before = 'a';
    while (at < run.length()) {
      int point = run.codePointAt(at);
      if (point >= ASCII && !belongs(point, before, at)) {
        break;
      }
      at += Character.charCount(point);
      before = point;
    }
    return at;
  }

  private boolean belongs(int point, int before, int at) {
    if (point >= HYPHEN && point <= EN_DASH) {
      return at + 1 < run.length() && LiteralMarks.isWord(run.codePointAt(at + 1));
    }
    if (LiteralMarks.isUnspaced(point)) {
      return LiteralMarks.isUnspaced(before) || BEFORE_PART.indexOf(before) >= 0;
    }
    return LiteralMarks.isWord(point);
  }

  private static boolean isSpacedWord(int point) {
    return LiteralMarks.isWord(point) && !LiteralMarks.isUnspaced(point);
  }

  /** A mark at the end is part of an address that has the same one before. */
  private int withoutSentenceEnd(int from, int before) {
    int end = from;
    while (end > scheme) {
      char last = run.charAt(end - 1);
      boolean isMark = MARKS.indexOf(last) >= 0;
      if (!isMark && SENTENCE_END.indexOf(last) < 0) {
        break;
      }
      int start = end;
      while (start > scheme && run.charAt(start - 1) == last) {
        start--;
      }
      if (isMark && before != last && run.lastIndexOf(last, start - 1) >= scheme) {
        break;
      }
      end = start;
    }
    return end;
  }
}
