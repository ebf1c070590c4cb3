package chat.web.markdown;

import java.lang.System.Logger.Level;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.regex.Matcher;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Markdown to safe HTML: bold, italics, strikethrough, code, code blocks, quotes, lists, tables and
 * links. Everything else stays text, headings, rules and tags included. The HTML has the elements
 * {@code p br em strong del code pre blockquote ul ol li table thead tbody tr th td a} and no
 * others; an {@code a} leads to {@code http}, {@code https} or {@code mailto} only. Thread-safe.
 *
 * <p>A text is rendered under its room's lock. So most texts, which have no markup, are only
 * scanned; the others are rendered once and cached for later readers.
 */
public final class Markdown {
  private static final System.Logger LOG = System.getLogger(Markdown.class.getName());
  private static final AtomicBoolean HAS_FAILED = new AtomicBoolean();

  /** 16 Ki characters; a text whose HTML is longer, by nesting, is shown as plain text. */
  static final int MAX_HTML_LENGTH = 16 * 1024;

  /** 1,000 markup characters, because more would take milliseconds under the room's lock. */
  static final int MAX_MARKS = 1_000;

  /** Nesting of quotes and lists; deeper ones stay text. */
  static final int MAX_NESTING = 8;

  /** Two generations of 1 Mi characters, so at most 4 MiB. */
  private static final TextCache<Optional<String>> CACHE =
      new TextCache<>(
          1 << 20, orAsTyped(Markdown::render), html -> html.map(String::length).orElse(0));

  private Markdown() {}

  /** Initialised with the first text that has markup, because the start does not need it. */
  private static final class CommonMark {
    private static final List<Extension> EXTENSIONS =
        List.of(
            StrikethroughExtension.builder().requireTwoTildes(true).build(),
            TablesExtension.create());

    static final Parser PARSER =
        Parser.builder()
            .extensions(EXTENSIONS)
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .enabledBlockTypes(Set.of(FencedCodeBlock.class, BlockQuote.class, ListBlock.class))
            .maxOpenBlockParsers(MAX_NESTING)
            .maxInlineNesting(MAX_NESTING)
            .customInlineContentParserFactory(new Autolinker())
            .customInlineContentParserFactory(new LiteralAmpersands())
            .customInlineContentParserFactory(new LiteralMarks())
            .linkProcessor(new SafeLinks())
            .build();

    static final HtmlRenderer RENDERER =
        HtmlRenderer.builder()
            .escapeHtml(true)
            .percentEncodeUrls(true)
            .softbreak(SafeRenderer.BREAK)
            .extensions(EXTENSIONS)
            .attributeProviderFactory(_ -> ListNumbers.classes())
            .nodeRendererFactory(SafeRenderer::new)
            .build();
  }

  /** The HTML of a text; empty if it would show nothing but the text itself. */
  public static Optional<String> html(String text) {
    int marks = MarkupScanner.count(text);
    return marks == 0 || marks > MAX_MARKS ? Optional.empty() : CACHE.get(text);
  }

  /**
   * A renderer that returns nothing where another one fails, even by an Error, so that the text is
   * shown as typed: under a room's lock, a failure would lose the message for everybody.
   */
  static Function<String, Optional<String>> orAsTyped(Function<String, Optional<String>> renderer) {
    return text -> {
      try {
        return renderer.apply(text);
      } catch (Throwable e) {
        // Once, because anybody can send such texts in any number.
        if (HAS_FAILED.compareAndSet(false, true)) {
          LOG.log(Level.ERROR, "a text is shown without its markup, because rendering failed", e);
        }
        return Optional.empty();
      }
    };
  }

  private static Optional<String> render(String text) {
    if (Placeholders.occurIn(text)) {
      return Optional.empty();
    }
    Parsed parsed = Parsed.of(Escapes.replace(text, unescaped -> Parsed.of(unescaped).inSource()));
    if (PlainTextCheck.showsOnly(parsed.document(), text)) {
      return Optional.empty();
    }
    ListNumbers.keep(parsed.document(), parsed.text());
    String html = Placeholders.restoreHtml(CommonMark.RENDERER.render(parsed.document())).strip();
    boolean isShown =
        html.length() <= MAX_HTML_LENGTH
            && LossCheck.showsAll(html, parsed.text(), parsed.markup());
    return isShown ? Optional.of(html) : Optional.empty();
  }

  /**
   * A parsed text.
   *
   * @param source with placeholders
   * @param text that was parsed: the source with further characters
   * @param markup its positions that are markup
   */
  private record Parsed(String source, String text, Node document, BitSet markup) {
    static Parsed of(String source) {
      String text =
          CjkEmphasis.insertMarkers(BlockEnds.insert(LiteralBlockMarkers.replace(source)));
      Node document = CommonMark.PARSER.parse(text);
      MarkDirections.check(document, text);
      MisleadingLinks.replace(document, text);
      return new Parsed(source, text, document, MarkupPositions.of(document, text));
    }

    /** The positions of the source that are markup: the text has further characters inserted. */
    BitSet inSource() {
      BitSet positions = new BitSet();
      Matcher inserted = BlockEnds.inserted(text);
      boolean isInserted = text.length() > source.length() && inserted.find();
      int inSource = 0;
      for (int i = 0; i < text.length(); i++) {
        if (isInserted && i == inserted.start()) {
          i = inserted.end() - 1;
          isInserted = inserted.find();
        } else if (text.charAt(i) != Placeholders.MARKER) {
          positions.set(inSource++, markup.get(i));
        }
      }
      return positions;
    }
  }
}
