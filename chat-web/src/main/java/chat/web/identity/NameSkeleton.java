package chat.web.identity;

import static java.util.stream.Collectors.toUnmodifiableSet;

import chat.core.name.InvisibleCharacters;
import com.ibm.icu.text.SpoofChecker;
import java.text.Normalizer;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The skeletons of nicknames (UTS #39): names that share a skeleton are confusable, and count as
 * one name.
 */
public final class NameSkeleton {
  private static final Pattern BLANKS = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  private NameSkeleton() {}

  /** Loaded with the first name, because its tables would cost each start 100 ms. */
  private static final class Confusables {
    static final SpoofChecker LETTERS = new SpoofChecker.Builder().build();
  }

  /** The skeletons of names that only the owner or the program could have. */
  private static final class Reserved {
    static final Set<String> NAMES =
        Stream.of(
                "admin administrator root system server owner host moderator mod operator op staff"
                    + " support service official security webmaster sysadmin bot chat chatroom"
                    + " lobby everyone here all undefined null",
                "系统 系統 系统消息 系统通知 管理员 管理員 管理 超级管理员 客服 客服中心 官方 官方客服 房主 群主 站长"
                    + " 版主 服务器 伺服器 运营 安全中心 通知 公告 聊天室 所有人 全体成员")
            .flatMap(names -> Stream.of(names.split(" ")))
            .flatMap(name -> skeletons(name).stream())
            .collect(toUnmodifiableSet());
  }

  /**
   * The skeletons of printable ASCII: the skeleton of such a name is the sequence of those of its
   * characters.
   */
  private static final class Ascii {
    private static final char FIRST = ' ';
    private static final char LAST = '~';
    private static final String[] SKELETONS = skeletons();

    private static String[] skeletons() {
      String[] skeletons = new String[LAST - FIRST + 1];
      for (char letter = FIRST; letter <= LAST; letter++) {
        skeletons[letter - FIRST] = Confusables.LETTERS.getSkeleton(String.valueOf(letter));
      }
      return skeletons;
    }

    /** Whether a name has ASCII alone, and no blanks that would be folded or cut off. */
    static boolean isPlain(String name) {
      if (name.startsWith(" ") || name.endsWith(" ")) {
        return false;
      }
      for (int i = 0; i < name.length(); i++) {
        char letter = name.charAt(i);
        if (letter < FIRST
            || letter > LAST
            || (letter == ' ' && i > 0 && name.charAt(i - 1) == ' ')) {
          return false;
        }
      }
      return true;
    }

    static String skeleton(String name) {
      StringBuilder skeleton = new StringBuilder(name.length());
      for (int i = 0; i < name.length(); i++) {
        skeleton.append(SKELETONS[name.charAt(i) - FIRST]);
      }
      return skeleton.toString();
    }
  }

  /**
   * The skeletons of a name, without width, case and compatibility forms. There are two, because
   * confusability depends on case: a capital Cyrillic В looks like B and a small в does not; a
   * small Greek ν looks like v and a capital Ν does not.
   */
  public static Set<String> skeletons(String name) {
    return Ascii.isPlain(name) ? both(name, Ascii::skeleton) : skeletonsOfAny(name);
  }

  /** The skeletons of any name, without the short cut for ASCII; a test compares the two. */
  static Set<String> skeletonsOfAny(String name) {
    String wide = Normalizer.normalize(visible(name), Normalizer.Form.NFKC);
    return both(BLANKS.matcher(wide).replaceAll(" ").strip(), Confusables.LETTERS::getSkeleton);
  }

  private static String visible(String name) {
    StringBuilder visible = new StringBuilder(name.length());
    name.codePoints()
        .filter(point -> !InvisibleCharacters.contains(point))
        .forEach(visible::appendCodePoint);
    return visible.toString();
  }

  private static Set<String> both(String wide, UnaryOperator<String> skeleton) {
    String large = wide.toUpperCase(Locale.ROOT);
    String small = large.toLowerCase(Locale.ROOT);
    return Set.copyOf(
        List.of(
            skeleton.apply(large).toLowerCase(Locale.ROOT),
            skeleton.apply(small).toLowerCase(Locale.ROOT)));
  }

  /** Whether a name would pass for one of the owner or of the program. */
  public static boolean isReserved(String name) {
    return matchesReserved(name) || matchesReserved(letters(name));
  }

  private static boolean matchesReserved(String name) {
    return !Collections.disjoint(skeletons(name), Reserved.NAMES);
  }

  private static String letters(String name) {
    StringBuilder letters = new StringBuilder(name.length());
    int point;
    for (int i = 0; i < name.length(); i += Character.charCount(point)) {
      point = name.codePointAt(i);
      if (Character.isLetter(point)) {
        letters.appendCodePoint(point);
      }
    }
    return letters.toString();
  }
}
