package chat.web.markdown;

import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.node.Link;
import org.commonmark.node.Text;
import org.commonmark.parser.InlineParserContext;
import org.commonmark.parser.beta.LinkInfo;
import org.commonmark.parser.beta.LinkProcessor;
import org.commonmark.parser.beta.LinkResult;
import org.commonmark.parser.beta.Scanner;

/**
 * A link processor that makes links to safe addresses only. Images become links as well; anything
 * else, such as {@code list[i](x)}, stays as it was written; so does a link with a title, because a
 * touch screen does not show titles.
 */
final class SafeLinks implements LinkProcessor {
  private static final String MAIL = "mailto:";
  private static final List<String> SCHEMES = List.of("http://", "https://", MAIL);

  /** A scheme and a name before the host. */
  private static final Pattern AUTHORITY = Pattern.compile("[a-zA-Z]++:[/\\\\]*+[^/\\\\?#@]*+@");

  @Override
  public LinkResult process(LinkInfo link, Scanner scanner, InlineParserContext context) {
    String address = link.destination();
    if (address == null) {
      return LinkResult.none();
    }
    if (isSafe(address) && hasNoTitle(link)) {
      return withMarker(link, LinkResult.wrapTextIn(new Link(address, null), scanner.position()));
    }
    String behind = scanner.getSource(link.afterTextBracket(), scanner.position()).getContent();
    Text written = new Text('[' + link.text(scanner) + ']' + behind);
    return LinkResult.replaceWith(written, scanner.position());
  }

  /**
   * Whether a link may lead to an address. It has no name before the host, because {@code
   * https://bank.example@evil.example/} reads like the other one.
   */
  static boolean isSafe(String address) {
    return SCHEMES.stream().anyMatch(scheme -> startsWith(address, scheme))
        && (startsWith(address, MAIL) || !AUTHORITY.matcher(address).lookingAt());
  }

  private static boolean startsWith(String address, String scheme) {
    return address.regionMatches(true, 0, scheme, 0, scheme.length());
  }

  private static boolean hasNoTitle(LinkInfo link) {
    return link.title() == null || link.title().isBlank();
  }

  private static LinkResult withMarker(LinkInfo link, LinkResult result) {
    return link.marker() == null ? result : result.includeMarker();
  }
}
