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
            ~~gone~~ and **_both_**      | <p><del>gone</del> and <strong><em>both</em></strong></p>
            这是**重点**内容              | <p>这是<strong>重点</strong>内容</p>
            共**3**个                     | <p>共<strong>3</strong>个</p>
            (*yes*, "_no_")              | <p>(<em>yes</em>, &quot;<em>no</em>&quot;)</p>
            **👍**                       | <p><strong>👍</strong></p>
            > a\\n>\\n> b                | <blockquote>N<p>a</p>N<p>b</p>N</blockquote>
            - a\\n  - b\\n    c          | <ul>N<li>aN<ul>N<li>b<br>c</li>N</ul>N</li>N</ul>
            1. a\\n2. b                  | <ol>N<li>a</li>N<li>b</li>N</ol>
            > ```\\n> x\\n> ```          | <blockquote>N<pre><code>xN</code></pre>N</blockquote>
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
  class What_is_typed {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "~~~太好了",
          "```",
          "```hello",
          "~~~\n~~~",
          "```two words\nx\n```",
          "\\\\server\\share",
          "C:\\Program Files (x86)\\!new",
          "¯\\_(ツ)_/¯",
          "a\\\nb",
          ">\"<",
          ">///<",
          ">:(",
          ">_<",
          ">>> x",
          "+",
          "-",
          "*",
          "1)",
          "1) 2) 3)",
          ">",
          "- \u2800",
          "> \u3164",
          "`\u2800`",
          "- \u200B",
          "```\n\u2800\n```",
          "|\u2800|\n|-|",
          "- \n- ",
          "* * *",
          "---",
          "5*3*2=30",
          "2**3**4",
          "长*宽*高",
          "(a+b)*c*(d)",
          "/*x*/",
          "\"*\" and \"*\"",
          "*.java and *.class",
          "src/**/*.js and test/**/*.ts",
          "**/*.js, **/*.ts",
          "/* a */ b */",
          "007. Bond",
          "__init__.py",
          "if __name__ == \"__main__\":",
          "_snake_case_",
          "@_x_ hi",
          "@*s* hi",
          "@`x` hi",
          "@~~x~~",
          "好的~~谢谢~~",
          "~once~",
          "(*^_^*)",
          "_(:з」∠)_",
          "*_*",
          "*-* *.*",
          "(´･ω･`)(´･ω･`)",
          "|a|b|\n|-|-|\n|1|2|lost|",
          "[https://bank.example/](https://evil.example/)",
          "[bank.example](https://evil.example/)",
          "[log in at Bank.Example](https://evil.example/)",
          "[bank．example](https://evil.example/)",
          "[a@bank.example](mailto:a@evil.example)",
          "[**bank**.example](https://evil.example)",
          "[bank`.`example](https://evil.example)",
          "[~~bank~~.example](https://evil.example)",
          "[bank.*example*](https://evil.example)",
          "[192.168.1.1](https://evil.example)",
          "[银行.中国](https://evil.example)",
          "[bank.рф](https://evil.example)",
          "[//bank](https://evil.example)",
          "[localhost](https://evil.example)",
          "[localhost:80](https://evil.example)",
          "[tab\\|bank.example](https://evil.example)",
          "[bank.example](http:bank.example@evil.example)",
          "[![y](https://b.example)](https://a.example)",
          "[bank\\.example](https://evil.example)",
          "[straße.de](https://strasse.de)",
          "[Node.js](https://nodejs.org)",
          "https://bank.example@evil.example/",
          "https://bank:example@evil.example/",
          "<https://bank.example@evil.example/>",
          "[x](https://bank.example@evil.example/)",
          "[a](https://a.example \"title words\")",
          "[**bank.example**](https://bank.example.evil.example/)",
          "[](https://example.com)",
          "![](https://example.com)",
          "[ ](https://example.com)",
          "[\u200B](https://example.com)",
          "[\u2800](https://example.com)",
          "[\u3164](https://example.com)",
          "*x* \uFDD3"
        })
    void stays_where_it_is_no_markup(String text) {
      assertThat(Markdown.html(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            *x* ¯\\_(ツ)_/¯ C:\\a      | <p><em>x</em> ¯\\_(ツ)_/¯ C:\\a</p>
            \\`x\\` \\_y\\_ \\*z\\*     | <p>`x` _y_ *z*</p>
            `\\*`                      | <p><code>\\*</code></p>
            *x* 5*3*2 __init__        | <p><em>x</em> 5*3*2 __init__</p>
            **x**N```hello            | <p><strong>x</strong><br>```hello</p>
            *x*N>:(                   | <p><em>x</em><br>&gt;:(</p>
            - >:(                     | <ul>N<li>&gt;:(</li>N</ul>
            - aN-                     | <ul>N<li>a</li>N</ul>N<p>-</p>
            999. Tor                  | <ol start="999" class="wide">N<li>Tor</li>N</ol>
            12345678. x               | <ol start="12345678" class="widest">N<li>x</li>N</ol>
            1. aN5. bN8. c            | <ol>N<li>a</li>N</ol>N<ol start="5">N<li>b</li>N</ol>N<ol start="8">N<li>c</li>N</ol>
            3) x                      | <ol start="3" class="paren">N<li>x</li>N</ol>
            100) xN101) y             | <ol start="100" class="wide paren">N<li>x</li>N<li>y</li>N</ol>
            1. 2. 3. go               | <ol>N<li>2. 3. go</li>N</ol>
            > what time?N5 pm         | <blockquote>N<p>what time?</p>N</blockquote>N<p>5 pm</p>
            > > aN> b                 | <blockquote>N<blockquote>N<p>a</p>N</blockquote>N<p>b</p>N</blockquote>
            > - aN> b                 | <blockquote>N<ul>N<li>a</li>N</ul>N<p>b</p>N</blockquote>
            > - bN>   cN>     d       | <blockquote>N<ul>N<li>b<br>c<br>  d</li>N</ul>N</blockquote>
            - aN  > bN  c             | <ul>N<li>N<p>a</p>N<blockquote>N<p>b</p>N</blockquote>N<p>c</p>N</li>N</ul>
            1. aNtextN2. b            | <ol>N<li>a</li>N</ol>N<p>text</p>N<ol start="2">N<li>b</li>N</ol>
            - if x:N      return *y*  | <ul>N<li>if x:<br>    return <em>y</em></li>N</ul>
            1. aN   - bN        c     | <ol>N<li>aN<ul>N<li>b<br>   c</li>N</ul>N</li>N</ol>
            - aNT  b                  | <ul>N<li>a<br>  b</li>N</ul>
            \\*x\\*N> aNb \\*y\\*      | <p>*x*</p>N<blockquote>N<p>a</p>N</blockquote>N<p>b *y*</p>
            if x:N    return *y*      | <p>if x:<br>    return <em>y</em></p>
            aTbTc *d*                 | <p>aTbTc <em>d</em></p>
            *x*NTindentedTT.          | <p><em>x</em><br>TindentedTT.</p>
            """)
    void stays_beside_markup(String text, String expected) {
      assertThat(html(lines(text))).isEqualTo(lines(expected));
    }

    private static String lines(String text) {
      return text.replaceAll("N", "\n").replaceAll("T(?!or)", "\t");
    }

    @Test
    void stands_in_a_table() {
      assertThat(html("a | b\n--|:-:\n1 \\| x | *2*"))
          .isEqualTo(
              """
              <table>
              <thead>
              <tr>
              <th>a</th>
              <th align="center">b</th>
              </tr>
              </thead>
              <tbody>
              <tr>
              <td>1 | x</td>
              <td align="center"><em>2</em></td>
              </tr>
              </tbody>
              </table>\
              """);
    }

    @Test
    void follows_a_table() {
      assertThat(html("|a|b|\n|-|-|\n|1|2|\nand you?")).endsWith("</table>\n<p>and you?</p>");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "[A.example](https://a.example/x)",
          "[a.example](https://www.a.example/x)",
          "[www.a.example/x](https://a.example/x)",
          "[**a**.example](https://a.example:8080/x)",
          "[münchen.de](https://xn--mnchen-3ya.de)",
          "[a@b.example](mailto:c@b.example)",
          "[1.介绍](https://a.example)",
          "[你好。世界](https://a.example)"
        })
    void leads_where_its_label_says(String text) {
      assertThat(html(text)).contains("<a href=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[bank.example]", "[bank.example][r]", "[*bank*.example][r]"})
    void names_the_address_of_a_definition(String label) {
      String name = label.endsWith("[r]") ? "[r]" : label;
      String text = label + "\n\n" + name + ": https://evil.example";

      assertThat(html(text))
          .isEqualTo("<p>%s</p>\n<p>%s: https://evil.example</p>".formatted(label, name));
    }

    @Test
    void is_shown_as_typed_where_rendering_fails() {
      assertThat(Markdown.orAsTyped(_ -> Optional.of("<p>x</p>")).apply("x")).isPresent();
      assertThat(
              Markdown.orAsTyped(
                      _ -> {
                        throw new StackOverflowError();
                      })
                  .apply("x"))
          .isEmpty();
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
            “https://a.example/x”         | <p>“LINK”</p>
            https://a.example/x——你好     | <p>LINK——你好</p>
            _https://a.example/x_         | <p><em>LINK</em></p>
            <https://a.example/x>         | <p>LINK</p>
            """)
    void ends_where_the_sentence_continues(String text, String expected) {
      assertThat(html(text)).isEqualTo(expected.replace("LINK", link("https://a.example/x")));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            https://münchen.de/                   | https://m%C3%BCnchen.de/
            https://пример.рф/ю                   | https://%D0%BF%D1%80%D0%B8%D0%BC%D0%B5%D1%80.%D1%80%D1%84/%D1%8E
            http://例子.测试/路                     | http://%E4%BE%8B%E5%AD%90.%E6%B5%8B%E8%AF%95/%E8%B7%AF
            https://a.example/wiki/中文            | https://a.example/wiki/%E4%B8%AD%E6%96%87
            https://a.example/x?q=中文             | https://a.example/x?q=%E4%B8%AD%E6%96%87
            https://a.example/A–B                 | https://a.example/A%E2%80%93B
            https://a.example/_x_                 | https://a.example/_x_
            https://a.example/x?u=a@b.example     | https://a.example/x?u=a@b.example
            """)
    void is_whole(String address, String href) {
      assertThat(html(address)).isEqualTo("<p>" + LINK.formatted(href, address) + "</p>");
    }

    @ParameterizedTest
    @CsvSource({"看https://a.example这里", "https://a.example에서", "https://a.example👍"})
    void leads_to_no_other_host_where_the_text_continues(String text) {
      assertThat(html(text)).contains(link("https://a.example"));
    }

    /** Where a host ends cannot be known. */
    @ParameterizedTest
    @ValueSource(
        strings = {
          "看http://例子.测试这里",
          "http://例子.测试",
          "https://e租宝.example/",
          "https://a.中国",
          "https://a.example这里.example/",
          "https://i❤.example/"
        })
    void is_none_where_its_host_is_uncertain(String text) {
      assertThat(Markdown.html(text)).isEmpty();
    }

    @Test
    void can_have_a_label() {
      assertThat(html("[the *page*](https://a.example)"))
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
      assertThat(Markdown.html("![x ![y](https://b.example)](https://a.example)")).isEmpty();
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
            "(?:[^<>]++|</?(?:p|em|strong|del|code|pre|blockquote|ul|ol|li|table|thead|tbody|tr|th|td)>"
                + "|<br>|</a>|<ol(?: start=\"\\d+\")?(?: class=\"[a-z ]+\")?>"
                + "|<t[hd] align=\"(?:left|center|right)\">"
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
          "**\u202Ehttps://a.example**",
          "|a|<b>|\n|-|-|\n|[x](javascript:1)|<script>|",
          "~~<script>~~"
        })
    void stays_text(String text) {
      String html = Markdown.html(text).orElse("");

      assertThat(html).matches(SAFE);
      assertThat(html.replaceAll(">[^<]*<", "><"))
          .doesNotContainIgnoringCase("javascript:", "data:");
    }

    @ParameterizedTest
    @CsvSource({
      "![,110,a,2770,](mailto:),110",
      "![,110,a.,1380,](mailto:),110",
      "[,1,a.,2000,1](http://b.c),1"
    })
    void is_read_once_though_it_is_the_label_of_many_links(
        String open, int links, String word, int words, String close, int ends) {
      Markdown.html("[*x*](http://a.b)");
      String text = open.repeat(links) + word.repeat(words) + close.repeat(ends);

      assertThat(text).hasSizeLessThanOrEqualTo(4_096);
      Assertions.assertTimeout(Duration.ofSeconds(2), () -> Markdown.html(text));
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
          "\n>",
          "~~",
          "~~a",
          "|",
          "|a\n|-\n",
          "~~~a\n",
          "```a\n",
          "\\*",
          "_a",
          "a. "
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
