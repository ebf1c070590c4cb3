package chat.web.markdown;

import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;

/** An inline parser that is its own factory, because it keeps nothing between two calls. */
interface StatelessInlineParser extends InlineContentParserFactory, InlineContentParser {
  @Override
  default InlineContentParser create() {
    return this;
  }
}
