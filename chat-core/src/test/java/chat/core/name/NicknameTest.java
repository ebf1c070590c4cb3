package chat.core.name;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import chat.core.name.InvalidNameException.Reason;
import java.text.Normalizer;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NicknameTest {
  private static InvalidInputException.Reason reason(String typed) {
    InvalidNameException bad =
        catchThrowableOfType(InvalidNameException.class, () -> new Nickname(typed));
    return bad == null ? null : bad.reason();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "小明",
        "Ann",
        "Ann Lee",
        "O'Neill",
        "x_X",
        "7",
        "½",
        "Ⅷ",
        "★",
        "€",
        "😀",
        "é",
        "日本語",
        "ばなな",
        "한국어",
        "עברית",
        "نجمة",
        "ห้อง",
        "Zoë-Anne",
        "a.b",
        "1.2.3",
        "1.2.3.4.5",
        "[a"
      })
  void commonNamesAreAccepted(String name) {
    assertThat(new Nickname(name).value()).isEqualTo(name);
    assertThat(new Nickname(name)).hasToString(name);
  }

  @Test
  void blanksAroundItAreCutOff() {
    assertThat(new Nickname("  Ann \u3000").value()).isEqualTo("Ann");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00A0", "\u2007", "\u202F", "\u1680", "\u205F", "\u2003", "\t"})
  void blanksOfAllKindsAroundItAreCutOff(String blank) {
    assertThat(new Nickname(blank + "Ann" + blank + blank).value()).isEqualTo("Ann");
    assertThat(reason(blank)).isEqualTo(Reason.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "𓑁",
        "Kim𓑁",
        "Kim𓑂",
        "Kim\uD81B\uDFE4",
        "Kim\uD804\uDC7F",
        "Kim\uD82F\uDC9D",
        "Kim\uFFF0"
      })
  void invisibleLettersAndMarksAreForbidden(String typed) {
    assertThat(reason(typed)).isEqualTo(Reason.FORBIDDEN_CHARACTER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0338Kim", "\u0301", "Kim\u17D2", "Kim\u0E49", "आ\u0E49", "\u3099か"})
  void marksStandBehindALetterOfTheirScript(String typed) {
    assertThat(reason(typed)).isEqualTo(Reason.MARKS);
  }

  @Test
  void longInputIsNotNormalized() {
    String marks = "\u0300".repeat(16_000) + "\u0316".repeat(16_000);
    assertThat(reason("a" + marks)).isEqualTo(Reason.TOO_LONG);
    // 24 code points, after 72 are composed.
    assertThat(new Nickname("\u1112\u1161\u11AB".repeat(24)).value()).isEqualTo("한".repeat(24));
  }

  @Test
  void itIsKeptComposed() {
    assertThat(new Nickname("Zoe\u0308").value()).isEqualTo("Zoë");
    assertThat(new Nickname("Zoe\u0308")).isEqualTo(new Nickname("Zoë"));
  }

  @Test
  void theLongestHas24CodePoints() {
    assertThat(new Nickname("x".repeat(24)).value()).hasSize(24);
    assertThat(reason("x".repeat(25))).isEqualTo(Reason.TOO_LONG);
    assertThat(new Nickname("😀".repeat(24)).value()).hasSize(48);
    assertThat(reason("😀".repeat(25))).isEqualTo(Reason.TOO_LONG);
    assertThat(new Nickname(" " + "x".repeat(24) + " ").value()).hasSize(24);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n", "\u3000", "\u2003"})
  void blanksAloneAreNoName(String typed) {
    assertThat(reason(typed)).isEqualTo(Reason.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "...", "_ _", "“”", "!?", "()"})
  void itNeedsALetterADigitOrASymbol(String typed) {
    assertThat(reason(typed)).isEqualTo(Reason.NEEDS_LETTER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mia❤\uFE0F",
        "1\uFE0F\u20E3",
        "👨\u200D👩\u200D👧",
        "🏳\uFE0F\u200D🌈",
        "🧑🏿\u200D🚀",
        "علی\u200Cرضا",
        "क्\u200Dष",
        "क्\u200Cष",
        "🏴\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F"
      })
  void whatKeyboardsTypeWithinEmojiAndWordsIsAccepted(String name) {
    assertThat(new Nickname(name).value()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "❤\uFE0F\uFE0F",
        "1\uFE0F",
        "a❤\u200Db",
        "👨\u200D",
        "\u200D👨",
        "👨\u200D\u200D👩",
        "علی\u200C",
        "رضا\u200Cعلی", // an alef is not joined to the next letter anyway
        "a\u200Cb",
        "علی\u200Dرضا",
        "🏴\uDB40\uDC67",
        "👍\uDB40\uDC67\uDB40\uDC7F",
        "🏴\uDB40\uDC7F\uDB40\uDC7F",
        "a\uFFFCb",
        "𝅙a"
      })
  void joinersElsewhereAreForbidden(String typed) {
    assertThat(reason(typed)).isEqualTo(Reason.FORBIDDEN_CHARACTER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a:b",
        "a：b",
        "【a】",
        "a【",
        "】a",
        "a\u0000b",
        "a\nb",
        "a\tb",
        "a\u007Fb",
        "a\u0085b",
        "a\u00ADb", // soft hyphen
        "a\u200Bb", // zero width space
        "a\u200Db", // zero width joiner
        "a\u200Eb", // left-to-right mark
        "a\u202Eb", // right-to-left override
        "a\u2066b", // isolate
        "a\u2028b", // line separator
        "a\u2029b", // paragraph separator
        "a\uFEFFb",
        "a\uFE0Fb", // variation selector
        "a\u034Fb", // combining grapheme joiner
        "\u3164", // Hangul filler
        "a\u115Fb",
        "a\u2800b", // braille blank
        "a\u180Eb",
        "a\uD800b",
        "a\uDC00",
        "a\uE000b", // private use
        "a\uFFFFb",
        "a\u0378b", // unassigned
        "a\uDB40\uDC41b", // tag
        "a\uDB40\uDD00b", // variation selector supplement
      })
  void invisibleAndBidirectionalCharactersAreForbidden(String typed) {
    assertThat(reason(typed)).isEqualTo(Reason.FORBIDDEN_CHARACTER);
  }

  @Test
  void moreThanTwoCombiningMarksInARowAreRefused() {
    assertThat(reason("q\u0323\u0307")).isNull();
    assertThat(reason("q\u0323\u0307q\u0323\u0307")).isNull();
    assertThat(reason("q\u0323\u0307\u0308")).isEqualTo(Reason.MARKS);
    assertThat(reason("Z" + "\u0335".repeat(20))).isEqualTo(Reason.MARKS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "8.8.8.8",
        "999.1.1.1",
        "１２７.０.０.１",
        "127。0。0。1",
        "[2001.db8..1]",
        "[..1]",
        "[0.0.0.0.0.0.0.1]"
      })
  void addressIsNoNickname(String typed) {
    assertThat(reason(typed)).isEqualTo(Reason.ADDRESS);
  }

  /** The short cuts rule as what they cut short: all forms normalised, all names looked at. */
  @Test
  void addressInAnyUnicodeFormIsNoNickname() {
    Random random = new Random(20261123);
    String signs = "01９1.。．..[]aF１é٣";
    int addresses = 0;
    for (int i = 0; i < 300_000; i++) {
      String typed =
          random
              .ints(1 + random.nextInt(9), 0, signs.length())
              .mapToObj(at -> signs.substring(at, at + 1))
              .collect(joining());
      String wide = Normalizer.normalize(typed, Normalizer.Form.NFKC);
      boolean isAddress =
          wide.matches("[0-9]{1,3}([.。．][0-9]{1,3}){3}") || wide.matches("\\[[0-9a-fA-F.]*\\]");
      addresses += isAddress && reason(typed) == Reason.ADDRESS ? 1 : 0;
      assertThat(reason(typed) == Reason.ADDRESS)
          .as(typed)
          .isEqualTo(isAddress && reason(typed) != Reason.NEEDS_LETTER);
    }
    assertThat(addresses).isPositive();
  }

  @Test
  void ofAnyTextANameThatIsTakenIsTakenAgainUnchanged() {
    Random random = new Random(20261123);

    assertThat(Stream.generate(() -> anyText(random)).limit(5_000))
        .allMatch(NicknameTest::isStable);
  }

  private static boolean isStable(String typed) {
    try {
      String name = new Nickname(typed).value();
      return new Nickname(name).value().equals(name) && name.codePointCount(0, name.length()) <= 24;
    } catch (InvalidNameException bad) {
      return true;
    }
  }

  private static String anyText(Random random) {
    int[] ceilings = {0x80, 0x800, 0x3100, 0x10000, 0x20000};
    return random
        .ints(1 + random.nextInt(6), 0, ceilings[random.nextInt(ceilings.length)])
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
