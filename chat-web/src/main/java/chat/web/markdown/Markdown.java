package chat.web.markdown;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * What was said, as safe HTML: bold, italics, code, code blocks, quotes, lists and links; all else
 * stays the text it is, headings, rules and tags included. The HTML has the elements {@code p br em
 * strong code pre blockquote ul ol li a} and no others; an {@code a} leads to {@code http}, {@code
 * https} or {@code mailto} and nowhere else. Safe for many threads.
 *
 * <p>A text is encoded under its room's lock. So most texts, which have no markup, are only looked
 * through; the rest is rendered once and remembered for those who come later.
 */
public final class Markdown {
  /** In characters. Who nests so much that more comes out sees the text instead. */
  static final int LONGEST_HTML = 16 * 1024;

  /** More marks than that are no writing, and would take milliseconds under the lock. */
  static final int MOST_MARKS = 1_000;

  /** Quotes in lists in quotes; deeper ones stay text. */
  private static final int DEEPEST = 8;

  private static final RenderCache RENDERED = new RenderCache();

  private Markdown() {}

  /** Made when the first text with markup comes: a start has no use for it. */
  private static final class Grammar {
    static final Parser PARSER =
        Parser.builder()
            .enabledBlockTypes(Set.of(FencedCodeBlock.class, BlockQuote.class, ListBlock.class))
            .maxOpenBlockParsers(DEEPEST)
            .maxInlineNesting(DEEPEST)
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

  /** The HTML of a text, or empty where it would show nothing that the bare text does not. */
  public static Optional<String> html(String text) {
    int marks = MarkupScanner.count(text);
    return marks == 0 || marks > MOST_MARKS
        ? Optional.empty()
        : RENDERED.html(text, Markdown::render);
  }

  private static Optional<String> render(String text) {
    Node document = Grammar.PARSER.parse(CjkEmphasis.ease(text));
    if (PlainTextCheck.showsOnly(document, text)) {
      return Optional.empty();
    }
    String html = CjkEmphasis.forget(Grammar.RENDERER.render(document)).strip();
    return html.length() > LONGEST_HTML ? Optional.empty() : Optional.of(html);
  }

  /** Where a link may lead. */
  static boolean mayLeadTo(String address) {
    return List.of("http://", "https://", "mailto:").stream()
        .anyMatch(scheme -> address.regionMatches(true, 0, scheme, 0, scheme.length()));
  }
}
