package chat.web.markdown;

import java.util.List;
import org.commonmark.node.Link;
import org.commonmark.node.Text;
import org.commonmark.parser.InlineParserContext;
import org.commonmark.parser.beta.LinkInfo;
import org.commonmark.parser.beta.LinkProcessor;
import org.commonmark.parser.beta.LinkResult;
import org.commonmark.parser.beta.Scanner;

/**
 * A link processor that makes links to safe addresses only. Images become links as well; anything
 * else, such as {@code list[i](x)}, stays as it was written. Titles are dropped, because a touch
 * screen does not show them.
 */
final class SafeLinks implements LinkProcessor {
  private static final List<String> SCHEMES = List.of("http://", "https://", "mailto:");

  @Override
  public LinkResult process(LinkInfo link, Scanner scanner, InlineParserContext context) {
    String address = link.destination();
    if (address == null) {
      return LinkResult.none();
    }
    if (isSafe(address)) {
      return withMarker(link, LinkResult.wrapTextIn(new Link(address, null), scanner.position()));
    }
    String behind = scanner.getSource(link.afterTextBracket(), scanner.position()).getContent();
    Text written = new Text('[' + link.text(scanner) + ']' + behind);
    return LinkResult.replaceWith(written, scanner.position());
  }

  /** Whether a link may lead to an address. */
  static boolean isSafe(String address) {
    return SCHEMES.stream()
        .anyMatch(scheme -> address.regionMatches(true, 0, scheme, 0, scheme.length()));
  }

  private static LinkResult withMarker(LinkInfo link, LinkResult result) {
    return link.marker() == null ? result : result.includeMarker();
  }
}
