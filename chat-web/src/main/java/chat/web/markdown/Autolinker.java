package chat.web.markdown;

import java.util.Set;
import org.commonmark.node.Link;
import org.commonmark.node.Text;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;

/**
 * An inline parser that turns bare addresses into links. An address ends before the first character
 * that is not ASCII, because Chinese goes on without a blank and browsers copy addresses in ASCII;
 * the library's own extension takes {@code https://example.com，你好} for one address.
 */
final class Autolinker implements StatelessInlineParser {
  private static final int ASCII = 0x7F;
  private static final String NEVER_IN_ADDRESS = "<>\"`\\^{|}";
  private static final String SENTENCE_END = "?!.,:;*_~'";

  @Override
  public Set<Character> getTriggerCharacters() {
    return Set.of('h', 'H');
  }

  @Override
  public ParsedInline tryParse(InlineParserState state) {
    Scanner scanner = state.scanner();
    if (isWordPart(scanner.peekPreviousCodePoint())) {
      return ParsedInline.none();
    }
    Position start = scanner.position();
    int scheme = scheme(scanner);
    if (scheme == 0 || !isWordPart(scanner.peek())) {
      return ParsedInline.none();
    }
    scanner.match(Autolinker::isPartOfAddress);
    String candidate = scanner.getSource(start, scanner.position()).getContent();
    String address = candidate.substring(0, end(candidate, scheme));
    scanner.setPosition(start);
    for (int i = 0; i < address.length(); i++) {
      scanner.next();
    }
    Link link = new Link(address, null);
    link.appendChild(new Text(address));
    return ParsedInline.of(link, scanner.position());
  }

  private static boolean isWordPart(int point) {
    return point < ASCII && Character.isLetterOrDigit(point);
  }

  /** Scans {@code http://} or {@code https://}. Returns its length, or 0 if there is none. */
  private static int scheme(Scanner scanner) {
    int length = 0;
    for (char expected : "http".toCharArray()) {
      if (Character.toLowerCase(scanner.peek()) != expected) {
        return 0;
      }
      scanner.next();
      length++;
    }
    if (Character.toLowerCase(scanner.peek()) == 's') {
      scanner.next();
      length++;
    }
    return scanner.next("://") ? length + 3 : 0;
  }

  private static boolean isPartOfAddress(char c) {
    return c > ' ' && c < ASCII && NEVER_IN_ADDRESS.indexOf(c) < 0;
  }

  /**
   * The end of the address: a full stop, or a bracket that was opened before, ends the sentence.
   */
  private static int end(String candidate, int scheme) {
    int end = beforeUnopened(candidate);
    while (end > scheme && SENTENCE_END.indexOf(candidate.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  private static int beforeUnopened(String candidate) {
    int open = 0;
    for (int i = 0; i < candidate.length(); i++) {
      open += bracket(candidate.charAt(i));
      if (open < 0) {
        return i;
      }
    }
    return candidate.length();
  }

  private static int bracket(char c) {
    return switch (c) {
      case '(', '[' -> 1;
      case ')', ']' -> -1;
      default -> 0;
    };
  }
}
