package chat.web.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MarkdownTest {
  private static final String LINK =
      "<a href=\"%s\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">%s</a>";

  private static String html(String text) {
    return Markdown.html(text).orElse("nothing");
  }

  private static String link(String address) {
    return LINK.formatted(address.replace("&", "&amp;"), address.replace("&", "&amp;"));
  }

  @Nested
  class What_is_marked {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            **bold** and *not upright*   | <p><strong>bold</strong> and <em>not upright</em></p>
            **注意：**请看                | <p><strong>注意：</strong>请看</p>
            请看**“这里”**再说            | <p>请看<strong>“这里”</strong>再说</p>
            `a < b`                      | <p><code>a &lt; b</code></p>
            > said before\\n\\nyes       | <blockquote>N<p>said before</p>N</blockquote>N<p>yes</p>
            - tea\\n- 茶                 | <ul>N<li>tea</li>N<li>茶</li>N</ul>
            3. third                     | <ol start="3">N<li>third</li>N</ol>
            ```java\\nint *i;\\n```      | <pre><code class="language-java">int *i;N</code></pre>
            ~~~\\nx\\n~~~                | <pre><code>xN</code></pre>
            *one*\\ntwo                  | <p><em>one</em><br>two</p>
            *one*  \\ntwo                | <p><em>one</em><br>two</p>
            \\*not\\*                    | <p>*not*</p>
            """)
    void is_shown_as_meant(String text, String expected) {
      assertThat(html(text.replace("\\n", "\n"))).isEqualTo(expected.replace("N", "\n"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "hello",
          "你好~ 3.14 + 2 - 1 > 0 & so on; a:b",
          "snake_case and 2 * 3 * 4",
          "-5 degrees, +1",
          "1.5 litres",
          "<b>bold</b> [sic]",
          "list[i](x) and f(x)[0]",
          "@Name_with_lines",
          "# no heading\n---\n    no code",
          "http:// is no address",
          "&lt;script&gt; &copy;",
          "one\n\ntwo <3"
        })
    void is_empty_for_plain_text(String text) {
      assertThat(Markdown.html(text)).isEmpty();
    }

    @Test
    void is_rendered_once() {
      String text = "**once and again**";

      assertThat(Markdown.html(text).orElseThrow())
          .isSameAs(Markdown.html(new String(text)).orElseThrow());
    }
  }

  @Nested
  class A_link {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://example.com",
          "http://a.example:8080/x_y_z?q=1&lt=2#f",
          "HTTPS://A.example/(b)",
          "https://a.example/*x*/~me"
        })
    void is_made_of_a_bare_address(String address) {
      assertThat(html(address)).isEqualTo("<p>" + link(address) + "</p>");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            看https://a.example/x，你好   | <p>看LINK，你好</p>
            见（https://a.example/x）。    | <p>见（LINK）。</p>
            (see https://a.example/x).    | <p>(see LINK).</p>
            https://a.example/x请看        | <p>LINK请看</p>
            **https://a.example/x**       | <p><strong>LINK</strong></p>
            "https://a.example/x"!        | <p>&quot;LINK&quot;!</p>
            <https://a.example/x>         | <p>LINK</p>
            """)
    void ends_where_the_sentence_continues(String text, String expected) {
      assertThat(html(text)).isEqualTo(expected.replace("LINK", link("https://a.example/x")));
    }

    @Test
    void can_have_a_label() {
      assertThat(html("[the *page*](https://a.example \"title\")"))
          .isEqualTo("<p>" + LINK.formatted("https://a.example", "the <em>page</em>") + "</p>");
      assertThat(html("[write](mailto:a@b.example)"))
          .isEqualTo("<p>" + LINK.formatted("mailto:a@b.example", "write") + "</p>");
    }

    @Test
    void replaces_an_image() {
      assertThat(html("![a cat](https://a.example/cat.png)"))
          .isEqualTo("<p>" + LINK.formatted("https://a.example/cat.png", "a cat") + "</p>");
    }

    @Test
    void contains_no_other_link() {
      assertThat(html("[https://good.example](https://a.example)"))
          .isEqualTo("<p>" + LINK.formatted("https://a.example", "https://good.example") + "</p>");
      assertThat(html("![x ![y](https://b.example)](https://a.example)").split("<a ")).hasSize(2);
    }

    @Test
    void shows_a_link_definition_as_written() {
      assertThat(html("[note]: something")).isEqualTo("<p>[note]: something</p>");
      assertThat(html("[a]\n\n[a]: javascript:alert(1)")).doesNotContain("<a ");
    }
  }

  @Nested
  class An_attack {
    /** Every tag that may come out, and every attribute. */
    private static final Pattern SAFE =
        Pattern.compile(
            "(?:[^<>]++|</?(?:p|em|strong|code|pre|blockquote|ul|ol|li)>|<br>|</a>|<ol start=\"\\d+\">"
                + "|<code class=\"language-[^\"<>]*\">"
                + "|<a href=\"(?:https?://|mailto:)[^\"<>\\s]*\""
                + " rel=\"noopener noreferrer nofollow\" target=\"_blank\">)*+",
            Pattern.CASE_INSENSITIVE);

    @ParameterizedTest
    @ValueSource(
        strings = {
          "*x* <script>alert(1)</script>",
          "*x* <img src=x onerror=alert(1)>",
          "<div>\n*x*\n<script>alert(1)</script>\n</div>",
          "<!-- --><svg onload=alert(1)>*x*",
          "[x](javascript:alert(1))",
          "[x](JaVaScRiPt:alert(1))",
          "[x](java\tscript:alert(1))",
          "[x](&#106;avascript:alert(1))",
          "[x](javascript&colon;alert(1))",
          "[x](\\javascript:alert(1))",
          "[x](<javascript:alert(1)>)",
          "[x](data:text/html;base64,PHNjcmlwdD4=)",
          "[x](vbscript:msgbox(1))",
          "[x](file:///etc/passwd)",
          "[x](//evil.example)",
          "[x](/logout)",
          "[x]( https:alert(1))",
          "![x](javascript:alert(1))",
          "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
          "[x][y]\n\n[y]: javascript:alert(1)",
          "[x][y]\n\n[y]: <data:text/html,x>",
          "<javascript:alert(1)>",
          "<data:text/html,x>",
          "javascript://a.example/%0aalert(1)",
          "https://a.example/\"onmouseover=alert(1)",
          "https://a.example/'onmouseover='alert(1)",
          "[x](https://a.example/\"onmouseover=\"alert(1))",
          "[x](<https://a.example/\"><script>alert(1)</script>>)",
          "[x](https://a.example \"\\\" onmouseover=alert(1) \\\"\")",
          "[\" onclick=alert(1) \"](https://a.example)",
          "[<img src=x onerror=alert(1)>](https://a.example)",
          "`<script>`**</code>**<script>",
          "```\"><script>alert(1)</script>\nx\n```",
          "```x\" onclick=\"alert(1)\ny\n```",
          "~~~ a&quot;b<c\nx\n~~~",
          "<a@b.example\"onclick=alert(1)>",
          "<https://a.example/\"onclick=alert(1)>",
          "https://a.example/&quot;onclick=alert(1)",
          "https://a.example/<script>",
          "*\uFDD0<\uFDD0script>* [x](java\uFDD0script:alert(1)) [y](\uFDD0javascript:alert(1))",
          "[x](http\uFDD0://a.example)",
          "1. <b>\n2. [x](javascript:1)",
          "> <iframe src=javascript:alert(1)>\n> *x*",
          "\\<script>*alert(1)*\\</script>",
          "[x](https://a.example/\u202Egnp.exe)",
          "**\u202Ehttps://a.example**"
        })
    void stays_text(String text) {
      String html = Markdown.html(text).orElse("");

      assertThat(html).matches(SAFE);
      assertThat(html.replaceAll(">[^<]*<", "><"))
          .doesNotContainIgnoringCase("javascript:", "data:");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "[",
          "]",
          ">",
          "*",
          "_",
          "`",
          "![",
          "[a](",
          "<",
          "\\",
          "*a",
          "*a _b",
          "**a *b ",
          "[a][",
          "a**b",
          "- ",
          "1. ",
          "> - ",
          "~~~\n",
          "``` \n",
          "`a``b",
          "[a]: x\n",
          "<a ",
          "<!--",
          "*_",
          "[](",
          "***a",
          "* a\n",
          "[x](<",
          "](",
          " *",
          "1",
          "-",
          "http://",
          "http://a ",
          "h",
          "：**a",
          "[a](b)",
          "[a](http://b)",
          "![a](http://b)",
          "[a]: http://b\n\n[a]",
          "&",
          "(http://a(",
          "\n>"
        })
    void repeated_many_times_renders_quickly_and_stays_small(String part) {
      String text = part.repeat(4_096 / part.length());
      Markdown.html(text);

      // Generous: it takes some milliseconds at most, and would take minutes if it were quadratic.
      Optional<String> html =
          Assertions.assertTimeout(
              Duration.ofSeconds(2), () -> Markdown.html(text + " *end*"), part);
      assertThat(html.orElse("")).hasSizeLessThanOrEqualTo(Markdown.MAX_HTML_LENGTH).matches(SAFE);
    }
  }
}
