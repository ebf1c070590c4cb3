package chat.core.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  @Test
  void isWrittenAndReadAsEpochAndNumber() {
    assertThat(new Cursor("ab-_9", 17)).hasToString("ab-_9.17");
    assertThat(Cursor.parse("ab-_9.17")).contains(new Cursor("ab-_9", 17));
    assertThat(Cursor.parse("e.0")).contains(new Cursor("e", 0));
    assertThat(Cursor.parse("e.999999999999999999"))
        .contains(new Cursor("e", 999_999_999_999_999_999L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "e",
        "e.",
        ".1",
        "e.-1",
        "e.+1",
        "e.1x",
        "e. 1",
        "e.1.2",
        "e e.1",
        "é.1",
        "e.٣",
        "e.9999999999999999999",
        "e/.1",
        "e.1\n",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.1"
      })
  void invalidCursorIsParsedAsEmpty(String text) {
    assertThat(Cursor.parse(text)).isEmpty();
  }

  @Test
  void invalidPartsOfACursorAreRejected() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Cursor("", 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Cursor("a.b", 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Cursor("a", -1));
  }
}
