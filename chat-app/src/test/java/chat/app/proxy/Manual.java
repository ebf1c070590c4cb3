package chat.app.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a manual gives an operator to copy, so that the tests run what people run. */
final class Manual {
  private static final Pattern FLAGS =
      Pattern.compile("^For all three: `(.+)`\\.$", Pattern.MULTILINE);

  private final String text;

  private Manual(String text) {
    this.text = text;
  }

  /** The manual of one server. */
  static Manual read() {
    return read("MANUAL.md");
  }

  /** The manual of several servers. */
  static Manual ofSeveralServers() {
    return read("SERVERS.md");
  }

  private static Manual read(String file) {
    try {
      return new Manual(Files.readString(Path.of(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of a program: the indented block after the paragraph that begins with its name. */
  String lines(String program) {
    String block = "^" + program + "\\b[^\\n]*:\\n\\n((?:(?: {4}[^\\n]*)?\\n)+)";
    return find(Pattern.compile(block, Pattern.MULTILINE)).indent(-4);
  }

  /** A piece of code in a sentence, which begins with the given words. */
  String code(String beginning) {
    return find(Pattern.compile("`(" + Pattern.quote(beginning) + "[^`]*)`"));
  }

  /** The server's flags behind a proxy. */
  List<String> flags() {
    return List.of(find(FLAGS).split(" "));
  }

  private String find(Pattern pattern) {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("The manual has nothing like " + pattern);
    }
    return found.group(1);
  }

  /** Puts a value of the test in the place of the manual's own, such as a port. */
  static String replace(String lines, String own, String value) {
    if (!lines.contains(own)) {
      throw new IllegalStateException("The manual's lines do not have " + own + ":\n" + lines);
    }
    return lines.replace(own, value);
  }
}
