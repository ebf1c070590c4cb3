package chat.web.markdown;

import java.util.Set;
import org.commonmark.node.Link;
import org.commonmark.node.Text;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;
import org.commonmark.text.CharMatcher;

/** An inline parser that turns bare addresses into links; where one ends, says {@link Address}. */
final class Autolinker implements StatelessInlineParser {
  private static final String NEVER_IN_ADDRESS = "<>\"`\\^{|}";

  @Override
  public Set<Character> getTriggerCharacters() {
    return Set.of('h', 'H');
  }

  @Override
  public ParsedInline tryParse(InlineParserState state) {
    Scanner scanner = state.scanner();
    int before = Placeholders.restore(scanner.peekPreviousCodePoint());
    if (Address.isAsciiWord(before)) {
      return ParsedInline.none();
    }
    Position start = scanner.position();
    int scheme = scheme(scanner);
    if (scheme == 0) {
      return ParsedInline.none();
    }
    scanner.match(new Run());
    String run = scanner.getSource(start, scanner.position()).getContent();
    int end = Address.end(run, scheme, before);
    if (end < 0) {
      return ParsedInline.none();
    }
    scanner.setPosition(start);
    for (int i = 0; i < end; i++) {
      scanner.next();
    }
    String address = run.substring(0, end);
    Link link = new Link(address, null);
    link.appendChild(new Text(address));
    return ParsedInline.of(link, scanner.position());
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

  /** The characters up to a blank, or to a bracket that was not opened. */
  private static final class Run implements CharMatcher {
    private int open;

    @Override
    public boolean matches(char c) {
      open += bracket(c);
      return open >= 0
          && c > ' '
          && NEVER_IN_ADDRESS.indexOf(c) < 0
          && !Character.isSpaceChar(c)
          && Placeholders.restore(c) == c;
    }

    private static int bracket(char c) {
      return switch (c) {
        case '(', '[' -> 1;
        case ')', ']' -> -1;
        default -> 0;
      };
    }
  }
}
