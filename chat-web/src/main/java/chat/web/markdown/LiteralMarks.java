package chat.web.markdown;

import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.Text;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;

/**
 * An inline parser that keeps marks as they are written where a conversation does not mean them:
 * between letters and digits, at names in programs, in emoticons, after the {@code @} of a mention;
 * a backslash always. All others are left to CommonMark, which may keep them as well.
 */
final class LiteralMarks implements StatelessInlineParser {
  private static final int ASCII = 0x80;
  private static final int FIRST_EMOJI = 0x1F000;
  private static final Pattern UNSPACED =
      Pattern.compile(
          "[\\p{IsHan}\\p{IsHira}\\p{IsKana}\\p{IsHang}\\p{IsThai}\\p{IsLao}\\p{IsKhmr}\\p{IsMymr}]");

  /** Beside blanks, letters and digits; after another character of ASCII nothing is opened. */
  private static final String BEFORE_OPENING = "([{\"'<>|-.,;!?*_~";

  private static final String AFTER_CLOSING = ")]}\"'<>|-.,:;!?*_~";
  private static final String NEVER_AFTER_OPENING = ")]}.,:;!?";
  private static final String AFTER_SINGLE_OPENING = "[\"'`*_~@#$";

  @Override
  public Set<Character> getTriggerCharacters() {
    return Set.of('*', '_', '~', '`', '\\');
  }

  @Override
  public ParsedInline tryParse(InlineParserState state) {
    Scanner scanner = state.scanner();
    int before = Placeholders.restore(scanner.peekPreviousCodePoint());
    char mark = scanner.peek();
    Position start = scanner.position();
    int length = mark == '\\' ? 1 : scanner.matchMultiple(mark);
    if (mark == '\\') {
      scanner.next();
    }
    int after = Placeholders.restore(scanner.peekCodePoint());
    boolean isMarkup =
        !isBetween(before, after)
            && switch (mark) {
              case '\\' -> false;
              case '`' -> canBeginCode(before, after);
              case '~' ->
                  length == 2
                      && (canOpen(before, after, 2) || canClose(before, after, 2))
                      && !(isWord(before) && isWord(after));
              case '_' ->
                  (canOpen(before, after, 1) && !isIdentifier(scanner, length))
                      || canClose(before, after, 1);
              default -> canOpen(before, after, length) || canClose(before, after, length);
            };
    return isMarkup
        ? ParsedInline.none()
        : ParsedInline.of(
            new Text(scanner.getSource(start, scanner.position()).getContent()),
            scanner.position());
  }

  /** Whether a mark is named, as in {@code "*"}. */
  private static boolean isBetween(int before, int after) {
    return before == after && !isWord(before) && !isSpace(before);
  }

  /** Emoticons such as {@code (´･ω･`)} have accents, and are often said twice. */
  private static boolean canBeginCode(int before, int after) {
    return before != '@' && before != '\\' && after != ')';
  }

  /** Whether marks between two code points can open emphasis. */
  static boolean canOpen(int before, int after, int length) {
    boolean isBefore;
    if (isWord(before)) {
      isBefore = isWord(after) ? canSplitWord(before, after, length) : after >= ASCII;
    } else {
      isBefore = before >= ASCII || isSpace(before) || BEFORE_OPENING.indexOf(before) >= 0;
    }
    return isBefore && canFollowOpening(after, length);
  }

  /** Between two letters or digits, only where a script has no blanks, and only bold. */
  private static boolean canSplitWord(int before, int after, int length) {
    return length > 1 && (isUnspaced(before) || isUnspaced(after));
  }

  private static boolean canFollowOpening(int after, int length) {
    if (isSpace(after) || NEVER_AFTER_OPENING.indexOf(after) >= 0) {
      return false;
    }
    return length > 1
        || isWord(after)
        || after >= FIRST_EMOJI
        || (after < ASCII ? AFTER_SINGLE_OPENING.indexOf(after) >= 0 : isOpeningPunctuation(after));
  }

  /** Whether marks between two code points can close emphasis. */
  static boolean canClose(int before, int after, int length) {
    if (isSpace(before) || "([{".indexOf(before) >= 0) {
      return false;
    }
    if (isWord(after)) {
      return isWord(before) ? canSplitWord(before, after, length) : before >= ASCII;
    }
    return after >= ASCII || isSpace(after) || AFTER_CLOSING.indexOf(after) >= 0;
  }

  /** Whether {@code __name__} or {@code _a_b_} follows; then the scanner is behind it. */
  private static boolean isIdentifier(Scanner scanner, int length) {
    Position start = scanner.position();
    scanner.match(c -> c < ASCII && (c == '_' || Character.isLetterOrDigit(c)));
    String name = scanner.getSource(start, scanner.position()).getContent();
    int inner = name.length() - length;
    if (inner > 0
        && name.endsWith("_".repeat(length))
        && (length > 1 || name.lastIndexOf('_', inner - 1) >= 0)) {
      return true;
    }
    scanner.setPosition(start);
    return false;
  }

  static boolean isWord(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
      default -> Character.isLetterOrDigit(point);
    };
  }

  static boolean isSymbol(int point) {
    return switch (Character.getType(point)) {
      case Character.OTHER_SYMBOL, Character.MODIFIER_SYMBOL -> point >= ASCII;
      default -> false;
    };
  }

  /** Whether emphasis may consist of this code point alone. */
  static boolean isContent(int point) {
    return Character.isLetterOrDigit(point) || point >= FIRST_EMOJI;
  }

  /** Whether a letter is of a script that has no blanks between words. */
  static boolean isUnspaced(int point) {
    return point >= ASCII && UNSPACED.matcher(Character.toString(point)).matches();
  }

  private static boolean isSpace(int point) {
    return point == Scanner.END || Character.isWhitespace(point) || Character.isSpaceChar(point);
  }

  private static boolean isOpeningPunctuation(int point) {
    return switch (Character.getType(point)) {
      case Character.START_PUNCTUATION, Character.INITIAL_QUOTE_PUNCTUATION -> true;
      default -> point == Placeholders.MARKER;
    };
  }
}
