package chat.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The nicknames of the scenario, which must not look alike while a member is in its grace. */
class JoinScenarioTest {
  private static final String LOOKS_LIKE_ANOTHER_LETTER_OR_A_DIGIT = "lo";
  private static final String OF_READERS = "h";

  @Test
  void noNicknameOfTheWarmUpLooksLikeAnother() {
    assertThat(JoinScenario.PRACTICE.chars()).doesNotHaveDuplicates();
    assertThat(JoinScenario.PRACTICE)
        .doesNotContainPattern("[" + LOOKS_LIKE_ANOTHER_LETTER_OR_A_DIGIT + OF_READERS + "]")
        .doesNotContain("u");
  }
}
