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

/**
 * Confusable names have a skeleton in common (UTS #39), and reserved names are found by their
 * skeletons.
 */
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
  void confusableNamesShareASkeleton(String one, String other) {
    assertThat(shareASkeleton(one, other)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"anna, hanna", "小明, 小朋", "bob, rob", "Вася, Маша", "x1, x2", "tom 1, tom 2"})
  void distinctNamesShareNoSkeleton(String one, String other) {
    assertThat(shareASkeleton(one, other)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "admin", "ADMIN", "Аdmin", "adm1n", "ad min", "root", "System", "owner", "系统", "系統", "管理员",
        "客服", "管 理 员", "Admin.", "~管理员~", "ｒｏｏｔ"
      })
  void confusablesOfReservedNamesAreReserved(String name) {
    assertThat(NameSkeleton.isReserved(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"小明", "alice", "rooty", "Adminton", "系", "7", "🙂", "客", "管管"})
  void ordinaryNamesAreNotReserved(String name) {
    assertThat(NameSkeleton.isReserved(name)).isFalse();
  }

  /** All texts of two characters of ASCII and some others, and 100,000 random texts. */
  @Test
  void joinersCountForNothing() {
    assertThat(NameSkeleton.skeletons("Mia❤\uFE0F")).isEqualTo(NameSkeleton.skeletons("Mia❤"));
    assertThat(NameSkeleton.skeletons("👨\u200D👩")).isEqualTo(NameSkeleton.skeletons("👨👩"));
    assertThat(NameSkeleton.skeletons("علی\u200Cرضا")).isEqualTo(NameSkeleton.skeletons("علیرضا"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mia\u00A0",
        "\u00A0Mia",
        "Mia\u202F",
        "\u2007Mia",
        "Mia ",
        "Mia\u1680",
        "Mia𓑁",
        "Mia\u3164"
      })
  void whatCannotBeSeenCountsForNothing(String name) {
    assertThat(NameSkeleton.skeletons(name)).isEqualTo(NameSkeleton.skeletons("Mia"));
  }

  @Test
  void blanksWithinANameAreOne() {
    assertThat(NameSkeleton.skeletons("Mia \u00A0\u1680Lee"))
        .isEqualTo(NameSkeleton.skeletons("Mia Lee"));
  }

  @Test
  void fastPathForPlainNamesFindsTheSameSkeletons() {
    String letters =
        IntStream.rangeClosed(0, 0x82).mapToObj(Character::toString).collect(joining())
            + "é０\u0301";
    for (int one = 0; one < letters.length(); one++) {
      for (int two = 0; two < letters.length(); two++) {
        assertSameSkeletons("" + letters.charAt(one) + letters.charAt(two));
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
      assertSameSkeletons(name);
    }
  }

  private static void assertSameSkeletons(String name) {
    assertThat(NameSkeleton.skeletons(name)).as(name).isEqualTo(NameSkeleton.skeletonsOfAny(name));
  }

  @Test
  void everyNameHasASkeleton() {
    assertThat(NameSkeleton.skeletons("🙂")).isNotEmpty();
  }

  private static boolean shareASkeleton(String one, String other) {
    return !Collections.disjoint(NameSkeleton.skeletons(one), NameSkeleton.skeletons(other));
  }
}
