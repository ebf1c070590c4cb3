package chat.web.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackMarkupTest {
  @ParameterizedTest
  @CsvSource({
    "<https://a.example/x?a=1&b=(2)|the build>, [the build](<https://a.example/x?a=1&b=(2)>)",
    "<https://a.example/>, <https://a.example/>",
    "<mailto:a@b.example|Ann>, [Ann](<mailto:a@b.example>)",
    "<!channel|channel> and <!here>, @channel and @here",
    "<!subteam^S1> <!subteam^S1|@ops>, @S1 @ops",
    "<@U123> <@U123|ann> <#C1|general>, @U123 @ann #general",
    "a &lt;b&gt; &amp; c &amp;lt;, a <b> & c &lt;",
    "1 < 2 > 0 <b>bold</b> <>, 1 < 2 > 0 <b>bold</b> <>",
    "$1 \\ <!x|a$1>, $1 \\ @a$1"
  })
  void linksAndMentionsAreMarkdown(String slack, String markdown) {
    assertThat(SlackMarkup.markdown(slack)).isEqualTo(markdown);
  }

  @Test
  void textWithoutMarkupStaysAsItIs() {
    assertThat(SlackMarkup.markdown("a *b*\n<c\n|d>")).isEqualTo("a *b*\n<c\n|d>");
  }
}
