package chat.web.markdown;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Property tests of what a text loses when it is rendered: no letter and no digit ever, and only
 * those signs for which an element stands. What the HTML stands for is read from the HTML alone.
 */
class MarkdownFuzzTest {
  private static final int TRIES = 5_000;
  private static final int MAX_PIECES = 14;

  private static final Pattern TAG =
      Pattern.compile(
          "<(/?)(\\w+)(?: href=\"([^\"]*)\"| class=\"language-([^\"]*)\")?(?: start=\"(\\d+)\")?[^>]*>");
  private static final Pattern ESCAPED = Pattern.compile("\\\\[*_`]");

  /** Marks, words, blanks, digits and emoticons. */
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> marks =
        Arbitraries.of(
            "*",
            "**",
            "***",
            "_",
            "__",
            "~",
            "~~",
            "~~~",
            "`",
            "```",
            "\\",
            ">",
            "> ",
            "- ",
            "+ ",
            "* ",
            "1. ",
            "5) ",
            "007. ",
            "[",
            "](https://a.example)",
            "](b)",
            "![",
            "<",
            "|",
            "\n|-|-|\n",
            "\n",
            "\n\n",
            "\n> ",
            "\n- ",
            "\n2. ",
            "\n    ",
            "\n```\n",
            "```java\n",
            ":",
            "/",
            "(",
            ")",
            "\"",
            "=",
            "@",
            "&",
            "#");
    Arbitrary<String> words =
        Arbitraries.of(
            "a",
            "word",
            "你好",
            "太好了",
            "5",
            "12",
            "init",
            "https://a.example/x_y",
            "http://é.example/路",
            "👍",
            "é",
            " ",
            " ",
            "\t",
            "  ",
            "。",
            "：",
            "“",
            "”",
            ", ");
    Arbitrary<String> emoticons =
        Arbitraries.of(
            "¯\\_(ツ)_/¯",
            ">_<",
            "*_*",
            "(*^_^*)",
            "_(:з」∠)_",
            ">///<",
            "(´･ω･`)",
            "^_^",
            ":*",
            ":-)",
            "T_T",
            "\\o/",
            "-_-||",
            "*\\(^o^)/*",
            "~~~",
            "(～￣▽￣)～");
    return Arbitraries.frequencyOf(Tuple.of(4, marks), Tuple.of(4, words), Tuple.of(1, emoticons))
        .list()
        .ofMinSize(1)
        .ofMaxSize(MAX_PIECES)
        .map(pieces -> String.join("", pieces));
  }

  @Property(tries = TRIES)
  void noLetterAndNoDigitIsLost(@ForAll("texts") String text) {
    Optional<String> html = Markdown.html(text);
    Assume.that(html.isPresent());

    assertThat(lettersAndDigits(meaning(html.get()))).isEqualTo(lettersAndDigits(text));
  }

  @Property(tries = TRIES)
  void aSignIsLostOnlyWhereAnElementStandsForIt(@ForAll("texts") String text) {
    String html = Markdown.html(text).orElse("");
    Assume.that(!html.isEmpty() && !html.contains("<table>"));
    Map<Integer, Long> written = signs(text);
    signs(meaning(html)).forEach((sign, count) -> written.merge(sign, -count, Long::sum));
    Function<String, Long> lost =
        any -> any.chars().mapToLong(sign -> written.getOrDefault(sign, 0L)).sum();

    assertThat(lost.apply("*_-+"))
        .isEqualTo(2 * count(html, "<em>") + 4 * count(html, "<strong>") + bullets(html));
    assertThat(lost.apply("\\")).isLessThanOrEqualTo(ESCAPED.matcher(text).results().count());
    assertThat(lost.apply(">") == 0 || html.contains("<blockquote>") || html.contains("<a "))
        .isTrue();
    assertThat(lost.apply("`") == 0 || html.contains("<code")).isTrue();
    if (!html.contains("<pre>")) {
      assertThat(lost.apply("~")).isEqualTo(4 * count(html, "<del>"));
    }
    if (!html.contains("<a ")) {
      assertThat(lost.apply("[](!<:/\"=@&#|")).isZero();
      assertThat(lost.apply(".)")).isEqualTo(count(html, "<li>") - bullets(html));
    }
  }

  @Property(tries = TRIES)
  void aLineWithoutAMarkIsPartOfNoBlock(@ForAll("texts") String text) {
    String html = Markdown.html(text + "\nlast line").orElse("");
    Assume.that(!html.isEmpty());

    assertThat(html).endsWith("last line</p>");
  }

  private static long count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1L;
  }

  private static long bullets(String html) {
    long bullets = 0;
    var lists = new ArrayDeque<String>();
    for (Matcher tag = TAG.matcher(html); tag.find(); ) {
      if (tag.group(2).equals("ol") || tag.group(2).equals("ul")) {
        if (tag.group(1).isEmpty()) {
          lists.push(tag.group(2));
        } else {
          lists.pop();
        }
      } else if (tag.group().equals("<li>") && "ul".equals(lists.peek())) {
        bullets++;
      }
    }
    return bullets;
  }

  /** What HTML shows and what its attributes stand for, in the order of the source. */
  private static String meaning(String html) {
    var meaning = new StringBuilder();
    var numbers = new ArrayDeque<Integer>();
    String address = "";
    int labelAt = 0;
    int end = 0;
    for (Matcher tag = TAG.matcher(html); tag.find(); end = tag.end()) {
      meaning.append(html, end, tag.start());
      boolean opens = tag.group(1).isEmpty();
      switch (tag.group(2)) {
        case "ol", "ul" -> {
          if (!opens) {
            numbers.pop();
          } else {
            String start = tag.group(5) == null ? "1" : tag.group(5);
            numbers.push(tag.group(2).equals("ol") ? Integer.parseInt(start) : -1);
          }
        }
        case "li" -> {
          if (opens && numbers.peek() >= 0) {
            meaning.append(numbers.peek()).append(' ');
            numbers.push(numbers.pop() + 1);
          }
        }
        case "code" -> meaning.append(tag.group(4) == null ? "" : tag.group(4));
        case "a" -> {
          if (opens) {
            address = URLDecoder.decode(tag.group(3).replace("+", "%2B"), UTF_8);
            labelAt = meaning.length();
          } else if (!meaning.substring(labelAt).equals(address)) {
            meaning.append(address);
          }
        }
        default -> {}
      }
    }
    return meaning
        .append(html.substring(end))
        .toString()
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
  }

  private static String lettersAndDigits(String text) {
    return text.codePoints()
        .filter(point -> Character.isLetterOrDigit(point) || point >= 0x1F000)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static Map<Integer, Long> signs(String text) {
    return text.chars()
        .filter(c -> c > ' ' && c < 0x80 && !Character.isLetterOrDigit(c))
        .boxed()
        .collect(Collectors.groupingBy(c -> c, HashMap::new, Collectors.counting()));
  }
}
