package chat.web.export;

import chat.core.file.Attachment;
import chat.core.log.Message;
import chat.core.name.RoomName;
import chat.web.markdown.Markdown;
import chat.web.protocol.Json;
import java.time.Instant;

/** Messages as a page that loads nothing and runs nothing. */
record HtmlDocument(RoomName room, Instant now) implements RoomExport.Document {
  @Override
  public String begin() {
    return """
    <!doctype html>
    <html>
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <meta name="viewport" content="width=device-width">
    <title>%1$s</title>
    <style>
    body { max-width: 45em; margin: 1em auto; padding: 0 1em; font: 1em/1.5 sans-serif; }
    article { margin: 1em 0; }
    .plain { white-space: pre-wrap; overflow-wrap: anywhere; }
    footer, time, header a { color: #666; font-size: .85em; }
    </style>
    </head>
    <body>
    <h1>%1$s</h1>
    <p><time>%2$s</time></p>
    """
        .formatted(escaped(room.value()), Json.time(now));
  }

  @Override
  public String message(Message message) {
    var html =
        new StringBuilder("<article id=\"m").append(message.seq()).append("\">\n<header><b>");
    html.append(escaped(message.from().name())).append("</b> <time>");
    html.append(Json.time(message.at())).append("</time>");
    if (message.replyTo() > 0) {
      html.append(" <a href=\"#m%1$d\">↩ %1$d</a>".formatted(message.replyTo()));
    }
    html.append("</header>\n").append(body(message)).append('\n');
    for (Attachment file : message.files()) {
      html.append("<footer>📎 ").append(escaped(file.name().value()));
      html.append(' ').append(escaped(file.alt())).append("</footer>\n");
    }
    html.append(footer(message));
    return html.append("</article>\n").toString();
  }

  private static String body(Message message) {
    if (message.deleted()) {
      return "<div><i>deleted</i></div>";
    }
    return Markdown.html(message.text())
        .map(safe -> "<div>" + safe + "</div>")
        .orElseGet(() -> "<div class=\"plain\">" + escaped(message.text()) + "</div>");
  }

  private static String footer(Message message) {
    var footer = new StringBuilder();
    for (Message.Reaction reaction : message.reactions()) {
      footer.append(escaped(reaction.emoji())).append(' ').append(reaction.count()).append(' ');
    }
    footer.append(message.edited() ? "edited " : "").append(message.pinned() ? "pinned " : "");
    return footer.isEmpty() ? "" : "<footer>" + footer + "</footer>\n";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  @Override
  public String end() {
    return "</body>\n</html>\n";
  }
}
