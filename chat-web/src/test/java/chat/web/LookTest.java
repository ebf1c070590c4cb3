package chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that look the same are one name. */
class LookTest {
  @ParameterizedTest
  @CsvSource({
    "alice, ALICE",
    "alice, AIice", // a capital i
    "alice, a1ice",
    "alice, аlісе", // Cyrillic а, і, с, е
    "Bob, Воb", // a capital Cyrillic В
    "Вася, вася",
    "vera, νera", // a Greek ν
    "mary, rnary",
    "bob, ｂｏｂ",
    "Straße, STRASSE",
    "小明, 小明",
    "o0o, OOO",
    "pope, рорe", // Cyrillic р, о, р
  })
  void namesThatPeopleTakeForOneAnotherHaveALookInCommon(String one, String other) {
    assertThat(haveALookInCommon(one, other)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"anna, hanna", "小明, 小朋", "bob, rob", "Вася, Маша", "x1, x2", "tom 1, tom 2"})
  void namesThatLookDifferentAreDifferent(String one, String other) {
    assertThat(haveALookInCommon(one, other)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "admin", "ADMIN", "Аdmin", "adm1n", "ad min", "root", "System", "owner", "系统", "系統", "管理员",
        "客服", "管 理 员", "Admin.", "~管理员~", "ｒｏｏｔ"
      })
  void namesThatSpeakForTheHouseAreKnownByTheirLook(String name) {
    assertThat(Look.speaksForTheHouse(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"小明", "alice", "rooty", "Adminton", "系", "7", "🙂", "客", "管管"})
  void ordinaryNamesDoNot(String name) {
    assertThat(Look.speaksForTheHouse(name)).isFalse();
  }

  @Test
  void aNameHasAtLeastOneLook() {
    assertThat(Look.of("🙂")).isNotEmpty();
  }

  private static boolean haveALookInCommon(String one, String other) {
    return !Collections.disjoint(Look.of(one), Look.of(other));
  }
}
