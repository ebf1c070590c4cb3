package chat.core.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import chat.core.name.InvalidNameException.Reason;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomNameTest {
  private static InvalidInputException.Reason reason(String name) {
    InvalidNameException bad =
        catchThrowableOfType(InvalidNameException.class, () -> new RoomName(name));
    return bad == null ? null : bad.reason();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"lobby", "a", "7", "-", "_", "two-words", "大厅", "комната", "ห้อง", "٣", "ʻokina"})
  void lettersMarksDigitsHyphensAndUnderscoresOfAnyScriptAreTaken(String name) {
    assertThat(new RoomName(name).value()).isEqualTo(name);
    assertThat(new RoomName(name)).hasToString(name);
  }

  @Test
  void namesAreComparedWithoutCase() {
    assertThat(new RoomName("LobBY")).isEqualTo(RoomName.LOBBY);
    assertThat(new RoomName("ÉCOLE")).isEqualTo(new RoomName("école"));
    assertThat(new RoomName("ΣΟΦΟΣ")).isEqualTo(new RoomName("σοφος"));
    assertThat(new RoomName("σοφος")).isEqualTo(new RoomName("σοφοσ"));
    assertThat(new RoomName("Комната")).isEqualTo(new RoomName("комната"));
  }

  @Test
  void namesAreComparedComposed() {
    assertThat(new RoomName("e\u0301cole")).isEqualTo(new RoomName("école"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " lobby",
        "a b",
        "a/b",
        "a\\b",
        ".",
        "..",
        "a.b",
        "a%2Fb",
        "a:b",
        "a?b",
        "a#b",
        "a\u0000",
        "a\nb",
        "a\u200Bb",
        "a\u202Eb",
        "a\uFE0F",
        "\u3164",
        "a\u115F",
        "𓑁",
        "😀",
        "½",
        "Ⅷ",
        "\uD800",
        "a\u20DD",
        "a+b",
        "<b>",
        "a'b",
        "a\"b",
        "a&b",
        "~"
      })
  void everythingElseIsForbidden(String name) {
    assertThat(reason(name)).isEqualTo(Reason.FORBIDDEN_CHARACTER);
  }

  @Test
  void itHas1To40CodePoints() {
    String marks = "\u0300".repeat(16_000) + "\u0316".repeat(16_000);
    assertThat(reason("a" + marks)).isEqualTo(Reason.TOO_LONG);
    assertThat(reason("")).isEqualTo(Reason.EMPTY);
    assertThat(reason("x".repeat(40))).isNull();
    assertThat(reason("x".repeat(41))).isEqualTo(Reason.TOO_LONG);
    assertThat(reason("𠀀".repeat(40))).isNull();
    assertThat(reason("𠀀".repeat(41))).isEqualTo(Reason.TOO_LONG);
  }

  @Test
  void aNameThatIsTakenIsTakenAgainUnchanged() {
    List<Integer> changing =
        IntStream.rangeClosed(0, 0x1FFFF)
            .filter(
                point -> Character.isLetterOrDigit(point) && !isStable(Character.toString(point)))
            .boxed()
            .toList();

    assertThat(changing).isEmpty();
  }

  private static boolean isStable(String name) {
    try {
      String folded = new RoomName(name).value();
      return new RoomName(folded).value().equals(folded);
    } catch (InvalidNameException bad) {
      return bad.reason() == Reason.FORBIDDEN_CHARACTER;
    }
  }
}
