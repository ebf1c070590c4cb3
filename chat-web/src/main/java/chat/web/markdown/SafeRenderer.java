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
 * Writes what could do harm, or be lost: links, the last gate before which is here, whoever made
 * them; line breaks; definitions, which would show nothing.
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
      case LinkReferenceDefinition definition -> written(definition);
      default -> html.raw(BREAK);
    }
  }

  private void link(Node node, String address) {
    // The browser would end the outer link where the inner one begins.
    if (inLink || !Markdown.mayLeadTo(address)) {
      inside(node);
      return;
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("href", context.encodeUrl(CjkEmphasis.forget(address)));
    attributes.put("rel", "noopener noreferrer nofollow");
    attributes.put("target", "_blank");
    inLink = true;
    html.tag("a", attributes);
    inside(node);
    html.tag("/a");
    inLink = false;
  }

  private void inside(Node node) {
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      context.render(child);
    }
  }

  private void written(LinkReferenceDefinition definition) {
    String title = definition.getTitle() == null ? "" : " \"" + definition.getTitle() + '"';
    html.line();
    html.tag("p");
    html.text('[' + definition.getLabel() + "]: " + definition.getDestination() + title);
    html.tag("/p");
    html.line();
  }
}
