package chat.web.markdown;

import java.util.Optional;
import java.util.Set;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Markdown to safe HTML: bold, italics, code, code blocks, quotes, lists and links. Everything else
 * stays text, headings, rules and tags included. The HTML has the elements {@code p br em strong
 * code pre blockquote ul ol li a} and no others; an {@code a} leads to {@code http}, {@code https}
 * or {@code mailto} only. Thread-safe.
 *
 * <p>A text is rendered under its room's lock. So most texts, which have no markup, are only
 * scanned; the others are rendered once and cached for later readers.
 */
public final class Markdown {
  /** 16 Ki characters; a text whose HTML is longer, by nesting, is shown as plain text. */
  static final int MAX_HTML_LENGTH = 16 * 1024;

  /** 1,000 markup characters, because more would take milliseconds under the room's lock. */
  static final int MAX_MARKS = 1_000;

  /** Nesting of quotes and lists; deeper ones stay text. */
  private static final int MAX_NESTING = 8;

  /** Two generations of 1 Mi characters, so at most 4 MiB. */
  private static final RenderCache CACHE = new RenderCache(1 << 20, Markdown::render);

  private Markdown() {}

  /** Initialised with the first text that has markup, because the start does not need it. */
  private static final class CommonMark {
    static final Parser PARSER =
        Parser.builder()
            .enabledBlockTypes(Set.of(FencedCodeBlock.class, BlockQuote.class, ListBlock.class))
            .maxOpenBlockParsers(MAX_NESTING)
            .maxInlineNesting(MAX_NESTING)
            .customInlineContentParserFactory(new Autolinker())
            .customInlineContentParserFactory(new LiteralAmpersands())
            .linkProcessor(new SafeLinks())
            .build();

    static final HtmlRenderer RENDERER =
        HtmlRenderer.builder()
            .escapeHtml(true)
            .percentEncodeUrls(true)
            .softbreak(SafeRenderer.BREAK)
            .nodeRendererFactory(SafeRenderer::new)
            .build();
  }

  /** The HTML of a text; empty if it would show nothing but the text itself. */
  public static Optional<String> html(String text) {
    int marks = MarkupScanner.count(text);
    return marks == 0 || marks > MAX_MARKS ? Optional.empty() : CACHE.get(text);
  }

  private static Optional<String> render(String text) {
    Node document = CommonMark.PARSER.parse(CjkEmphasis.insertMarkers(text));
    if (PlainTextCheck.showsOnly(document, text)) {
      return Optional.empty();
    }
    String html = CjkEmphasis.removeMarkers(CommonMark.RENDERER.render(document)).strip();
    return html.length() > MAX_HTML_LENGTH ? Optional.empty() : Optional.of(html);
  }
}
