package chat.web.markdown;

import org.commonmark.node.Link;
import org.commonmark.node.Text;
import org.commonmark.parser.InlineParserContext;
import org.commonmark.parser.beta.LinkInfo;
import org.commonmark.parser.beta.LinkProcessor;
import org.commonmark.parser.beta.LinkResult;
import org.commonmark.parser.beta.Scanner;

/**
 * What is written as a link becomes one where it leads to a permitted address, an image as well;
 * all else, such as {@code list[i](x)}, stays as it was written. Titles are left out: they would
 * hide from fingers what they show to mice.
 */
final class SafeLinks implements LinkProcessor {
  @Override
  public LinkResult process(LinkInfo link, Scanner scanner, InlineParserContext context) {
    String address = link.destination();
    if (address == null) {
      return LinkResult.none();
    }
    if (Markdown.mayLeadTo(address)) {
      return marked(link, LinkResult.wrapTextIn(new Link(address, null), scanner.position()));
    }
    String behind = scanner.getSource(link.afterTextBracket(), scanner.position()).getContent();
    Text written = new Text('[' + link.text(scanner) + ']' + behind);
    return LinkResult.replaceWith(written, scanner.position());
  }

  private static LinkResult marked(LinkInfo link, LinkResult result) {
    return link.marker() == null ? result : result.includeMarker();
  }
}
