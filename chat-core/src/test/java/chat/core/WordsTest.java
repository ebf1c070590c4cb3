package chat.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
  @Test
  void arePartedAtBlanksOfAnyKind() {
    assertThat(Words.of(" One\ttwo\u3000三 ").folded()).containsExactly("one", "two", "三");
  }

  @Test
  void areFoundWhateverTheCaseAndTheComposition() {
    assertThat(Words.of("CAFÉ").areIn("in the cafe\u0301")).isTrue();
    assertThat(Words.of("σας").areIn("ΣΑΣ")).isTrue();
    assertThat(Words.of("coffee").areIn("in the café")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \u3000\n", "a b c d e f g h i j k"})
  void mustBeOneAtLeastAndNotTooMany(String typed) {
    assertThatIllegalArgumentException().isThrownBy(() -> Words.of(typed));
  }

  @Test
  void mustNotBeTooLong() {
    assertThat(Words.of("x".repeat(Words.LONGEST)).folded()).hasSize(1);
    assertThatIllegalArgumentException().isThrownBy(() -> Words.of("x".repeat(Words.LONGEST + 1)));
  }
}
