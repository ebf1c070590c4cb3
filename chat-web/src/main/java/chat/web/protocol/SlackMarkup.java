package chat.web.protocol;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Markup of Slack in angle brackets, as Markdown: links with a label, and mentions. */
final class SlackMarkup {
  private static final Pattern TAG =
      Pattern.compile("<([^<>|\\s]{1,2000})(?:\\|([^<>\\n]{1,500}))?>");

  private static final Pattern ADDRESS = Pattern.compile("(https?://|mailto:).*");

  private SlackMarkup() {}

  /**
   * The text with links as {@code [label](<address>)} and mentions as {@code @name}. Ampersands and
   * angle brackets, which senders are to escape, are as they were before.
   */
  static String markdown(String text) {
    return TAG.matcher(text)
        .replaceAll(tag -> Matcher.quoteReplacement(markdown(tag)))
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  private static String markdown(MatchResult tag) {
    String target = tag.group(1);
    String label = tag.group(2);
    if (ADDRESS.matcher(target).matches()) {
      return label == null ? tag.group() : "[" + label + "](<" + target + ">)";
    }
    return switch (target.charAt(0)) {
      case '!' -> '@' + named(label, target.replaceFirst("^!(subteam\\^)?", ""));
      case '@', '#' -> target.charAt(0) + named(label, target.substring(1));
      default -> tag.group();
    };
  }

  /** The label without the sign that it may have itself. */
  private static String named(String label, String otherwise) {
    return label == null ? otherwise : label.replaceFirst("^[@#]", "");
  }
}
