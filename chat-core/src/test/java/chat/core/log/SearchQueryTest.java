package chat.core.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.core.log.InvalidSearchException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchQueryTest {
  @Test
  void arePartedAtBlanksOfAnyKind() {
    assertThat(SearchQuery.of(" One\ttwo\u3000三 ").folded()).containsExactly("one", "two", "三");
    assertThat(SearchQuery.of("no\0thing\u001b").folded()).containsExactly("no", "thing");
  }

  @Test
  void areFoundWhateverTheCaseAndTheComposition() {
    assertThat(SearchQuery.of("CAFÉ").matches("in the cafe\u0301")).isTrue();
    assertThat(SearchQuery.of("σας").matches("ΣΑΣ")).isTrue();
    assertThat(SearchQuery.of("coffee").matches("in the café")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          12345    | １２３４５
          don't    | don’t
          don’t    | don't
          fish     | ﬁsh
          STRASSE  | Straße
          straße   | STRASSE
          cafe     | café
          café     | cafe
          istanbul | İSTANBUL
          ελληνικα | Ελληνικά
          ガ        | ｶﾞ
          한국      | 한국어
          lodz     | Łódź
          orsted   | Ørsted
          oeuvre   | Œuvre
          aegir    | Ægir
          dordic   | Đorđić
          strasse  | STRAẞE
          thor     | Þór
          1/2      | ½
          ½        | 1/2
          Łódź     | lodz
          """)
  void areFoundWhateverTheWidthTheAccentsAndTheSigns(String typed, String text) {
    assertThat(SearchQuery.of(typed).matches(text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"か,が", "कि,कु", "コ,ゴ"})
  void areOtherWordsWithTheMarkOfAnotherLetter(String typed, String text) {
    assertThat(SearchQuery.of(typed).matches(text)).isFalse();
  }

  /** By the square of their number they would take half a minute. */
  @Test
  @Timeout(10)
  void marksAreCutBeforeTheyAreSorted() {
    String marks = "\u0300".repeat(200_000) + "\u0316".repeat(200_000);
    assertThat(SearchQuery.fold("Needle a" + marks + "e")).isEqualTo("needle ae");
    // Marks that are no accents, of classes that are sorted.
    String thai = "\u0E48".repeat(200_000) + "\u0E38".repeat(200_000);
    assertThat(SearchQuery.of("needle").matches("Needle ก" + thai)).isTrue();
  }

  private static void isRefused(String typed, Reason reason) {
    assertThatExceptionOfType(InvalidSearchException.class)
        .isThrownBy(() -> SearchQuery.of(typed))
        .returns(reason, InvalidSearchException::reason)
        .withMessage(reason.code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \u3000\n"})
  void mustBeOneAtLeast(String typed) {
    isRefused(typed, Reason.NO_WORD);
  }

  @Test
  void mustNotBeTooMany() {
    assertThat(SearchQuery.of("a b c d e f g h i j").folded()).hasSize(SearchQuery.MAX_WORDS);
    isRefused("a b c d e f g h i j k", Reason.TOO_MANY_WORDS);
  }

  @Test
  void mustNotBeTooLong() {
    assertThat(SearchQuery.of("x".repeat(SearchQuery.MAX_LENGTH)).folded()).hasSize(1);
    isRefused("x".repeat(SearchQuery.MAX_LENGTH + 1), Reason.TOO_LONG);
  }
}
