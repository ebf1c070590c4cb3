package chat.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
  private static String refusal(String text) {
    return Text.refusal(text).map(refusal -> refusal.code().text()).orElse("taken");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        " a ",
        "a\nb\tc",
        "<script>",
        "😀",
        "👨‍👩‍👧",
        "\u202Ea",
        "e\u0301",
        "\uFFFD",
        "a\u200B",
        "\uD83D\uDE00"
      })
  void commonTextsAreAccepted(String text) {
    assertThat(Text.refusal(text)).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\n\t ",
        "\u3000",
        "\u00A0",
        "\u200B\u2060",
        "\u3164",
        "\uFE0F",
        "\uDB40\uDC61",
        "\uFFFC",
        "𝅙",
        "\uFFF9",
        "\u2800",
        "\u0301",
        " \u20DD",
        "\uE000",
        "\uDBC0\uDC00",
        "\u0378",
        "\uDB40\uDD00",
        "\u115F\u0903"
      })
  void blanksAloneAreEmpty(String text) {
    assertThat(refusal(text)).isEqualTo("empty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\u0000", "\u0007a", "a\rb", "\u001Ba", "a\u007F", "a\u0080b", "\u009Fa"})
  void controlCharactersAreABadFrame(String text) {
    assertThat(refusal(text)).isEqualTo("bad-frame");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD800", "a\uDC00", "\uDC00\uD800", "\uD800\uD800\uDC00", "a\uDBFF"})
  void halvesOfCharactersAreABadFrame(String text) {
    assertThat(refusal(text)).isEqualTo("bad-frame");
  }

  @Test
  void theLongestHas4096CodePoints() {
    assertThat(refusal("x".repeat(4_096))).isEqualTo("taken");
    assertThat(refusal("x".repeat(4_097))).isEqualTo("too-long");
    assertThat(refusal("😀".repeat(4_096))).isEqualTo("taken");
    assertThat(refusal("😀".repeat(4_097))).isEqualTo("too-long");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "👍",
        "❤️",
        "☺️",
        "👍🏽",
        "👨‍👩‍👧‍👦",
        "🏳️‍🌈",
        "🇩🇪",
        "1️⃣",
        "#️⃣",
        "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
        "©️",
        "🧑🏿‍🚀",
        "👩‍❤️‍💋‍👨",
        "🏃🏽‍♀️‍➡️",
        "🏴‍☠️",
        "❤",
        "☝\uFE0F🏽",
        "🏽",
        "🇺🇳",
        "\uD83E\uDEF9\uD83C\uDFFB", // of Unicode 18
        "🇽🇰"
      })
  void oneEmojiSequenceIsAReaction(String text) {
    assertThat(Text.isEmoji(text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "👍\uFE0F,👍",
    "👍,👍",
    "❤,❤\uFE0F",
    "❤\uFE0F,❤\uFE0F",
    "🏳\u200D🌈,🏳\uFE0F\u200D🌈",
    "1\u20E3,1\uFE0F\u20E3",
    "☝🏽,☝🏽",
    "☝\uFE0F🏽,☝🏽",
    "🇩🇪,🇩🇪"
  })
  void anEmojiHasOneFormWithAndWithoutSelectors(String emoji, String canonical) {
    assertThat(Text.canonicalEmoji(emoji)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "1",
        "#",
        "好",
        " ",
        "👍👍",
        "👍a",
        "a👍",
        "👍\n",
        "\uD83D",
        "\uFE0F",
        "\u200D",
        "\u20E3",
        "👍\u0301", // a mark on an emoji is no emoji
        "👍\u0301\u0302\u0303\u0304\u0305",
        "👍\u0903",
        "👍\u200D\u200D\u200D\u200D\uD800",
        "👍\u200D", // these look like one that is taken
        "\u200D👍",
        "👍\uDB40\uDC61",
        "👍\uDB40\uDC7F",
        "👍\u20E3",
        "👍\uFE0E",
        "👍\uFE0F\uFE0F",
        "\uFE0F👍",
        "👍🏽🏽",
        "💩🏽",
        "👩\u200D\u200D🚀",
        "👍\u200D🏽",
        "👍\u200D👍\u200D👍\u200D👍\u200D👍",
        "🏴\uDB40\uDC67\uDB40\uDC62\uDB40\uDC7F",
        "🇩",
        "🇩🇩",
        "🇩🇪🇩",
        "12\u20E3",
        "★",
      })
  void nothingElseIs(String text) {
    assertThat(Text.isEmoji(text)).isFalse();
  }
}
