package chat.web.markdown;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Renders links, line breaks and link definitions. It is the last check of a link's address, from
 * whatever parser the link comes. A definition is shown as written, because it would show nothing.
 */
final class SafeRenderer implements NodeRenderer {
  static final String BREAK = "<br>";

  private final HtmlNodeRendererContext context;
  private final HtmlWriter html;
  private boolean inLink;

  SafeRenderer(HtmlNodeRendererContext context) {
    this.context = context;
    this.html = context.getWriter();
  }

  @Override
  public Set<Class<? extends Node>> getNodeTypes() {
    return Set.of(Link.class, Image.class, HardLineBreak.class, LinkReferenceDefinition.class);
  }

  @Override
  public void render(Node node) {
    switch (node) {
      case Link link -> link(link, link.getDestination());
      case Image image -> link(image, image.getDestination());
      case LinkReferenceDefinition definition -> asWritten(definition);
      default -> html.raw(BREAK);
    }
  }

  private void link(Node node, String address) {
    // No link within a link: a browser would end the outer one where the inner one begins.
    if (inLink || !SafeLinks.isSafe(address)) {
      children(node);
      return;
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("href", context.encodeUrl(Placeholders.restore(address)));
    attributes.put("rel", "noopener noreferrer nofollow");
    attributes.put("target", "_blank");
    inLink = true;
    html.tag("a", attributes);
    children(node);
    html.tag("/a");
    inLink = false;
  }

  private void children(Node node) {
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      context.render(child);
    }
  }

  private void asWritten(LinkReferenceDefinition definition) {
    String title = definition.getTitle() == null ? "" : " \"" + definition.getTitle() + '"';
    html.line();
    html.tag("p");
    html.text('[' + definition.getLabel() + "]: " + definition.getDestination() + title);
    html.tag("/p");
    html.line();
  }
}
