package chat.web.markdown;

import java.util.Set;
import org.commonmark.node.Text;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Scanner;

/**
 * An inline parser that keeps ampersands: an entity in a conversation is meant as it is written.
 */
final class LiteralAmpersands implements StatelessInlineParser {
  @Override
  public Set<Character> getTriggerCharacters() {
    return Set.of('&');
  }

  @Override
  public ParsedInline tryParse(InlineParserState state) {
    Scanner scanner = state.scanner();
    scanner.next();
    return ParsedInline.of(new Text("&"), scanner.position());
  }
}
