package chat.web.identity;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that look the same are one name. */
class NameSkeletonTest {
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
    assertThat(NameSkeleton.isReserved(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"小明", "alice", "rooty", "Adminton", "系", "7", "🙂", "客", "管管"})
  void ordinaryNamesDoNot(String name) {
    assertThat(NameSkeleton.isReserved(name)).isFalse();
  }

  /** All texts of two characters of ASCII and a few beyond it, and long ones by chance. */
  @Test
  void theShortCutForPlainNamesFindsTheSameLooks() {
    String letters =
        IntStream.rangeClosed(0, 0x82).mapToObj(Character::toString).collect(joining())
            + "é０\u0301";
    for (int one = 0; one < letters.length(); one++) {
      for (int two = 0; two < letters.length(); two++) {
        assertSameLooks("" + letters.charAt(one) + letters.charAt(two));
      }
    }
    var random = new Random(42);
    for (int i = 0; i < 100_000; i++) {
      int plain = random.nextInt(4) == 0 ? letters.length() : 0x7F - ' ';
      String name =
          random
              .ints(1 + random.nextInt(24), 0, plain)
              .map(at -> letters.charAt((at + ' ') % letters.length()))
              .mapToObj(Character::toString)
              .collect(joining());
      assertSameLooks(name);
    }
  }

  private static void assertSameLooks(String name) {
    assertThat(NameSkeleton.skeletons(name)).as(name).isEqualTo(NameSkeleton.skeletonsOfAny(name));
  }

  @Test
  void aNameHasAtLeastOneLook() {
    assertThat(NameSkeleton.skeletons("🙂")).isNotEmpty();
  }

  private static boolean haveALookInCommon(String one, String other) {
    return !Collections.disjoint(NameSkeleton.skeletons(one), NameSkeleton.skeletons(other));
  }
}
