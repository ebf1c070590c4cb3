package chat.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.core.BadSearch.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
  @Test
  void arePartedAtBlanksOfAnyKind() {
    assertThat(Words.of(" One\ttwo\u3000三 ").folded()).containsExactly("one", "two", "三");
    assertThat(Words.of("no\0thing\u001b").folded()).containsExactly("no", "thing");
  }

  @Test
  void areFoundWhateverTheCaseAndTheComposition() {
    assertThat(Words.of("CAFÉ").areIn("in the cafe\u0301")).isTrue();
    assertThat(Words.of("σας").areIn("ΣΑΣ")).isTrue();
    assertThat(Words.of("coffee").areIn("in the café")).isFalse();
  }

  private static void isRefused(String typed, Reason reason) {
    assertThatExceptionOfType(BadSearch.class)
        .isThrownBy(() -> Words.of(typed))
        .returns(reason, BadSearch::reason)
        .withMessage(reason.code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \u3000\n"})
  void mustBeOneAtLeast(String typed) {
    isRefused(typed, Reason.NO_WORD);
  }

  @Test
  void mustNotBeTooMany() {
    assertThat(Words.of("a b c d e f g h i j").folded()).hasSize(Words.MOST);
    isRefused("a b c d e f g h i j k", Reason.TOO_MANY_WORDS);
  }

  @Test
  void mustNotBeTooLong() {
    assertThat(Words.of("x".repeat(Words.LONGEST)).folded()).hasSize(1);
    isRefused("x".repeat(Words.LONGEST + 1), Reason.TOO_LONG);
  }
}
