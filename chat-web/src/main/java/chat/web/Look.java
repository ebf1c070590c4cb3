package chat.web;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.ibm.icu.text.SpoofChecker;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** How a nickname looks: names with a look in common are taken for one another, so they are one. */
final class Look {
  private static final String BLANKS = "\\s+";
  private static final String NO_LETTERS = "[^\\p{L}]+";

  private Look() {}

  /** Made when the first name comes: its tables would cost every start a tenth of a second. */
  private static final class Confusables {
    static final SpoofChecker LETTERS = new SpoofChecker.Builder().build();
  }

  /** Names that speak for the house, as they look. */
  private static final class Reserved {
    static final Set<String> NAMES =
        Stream.of(
                "admin administrator root system server owner host moderator mod operator op staff"
                    + " support service official security webmaster sysadmin bot chat chatroom"
                    + " lobby everyone here all undefined null",
                "系统 系統 系统消息 系统通知 管理员 管理員 管理 超级管理员 客服 客服中心 官方 官方客服 房主 群主 站长"
                    + " 版主 服务器 伺服器 运营 安全中心 通知 公告 聊天室 所有人 全体成员")
            .flatMap(names -> Stream.of(names.split(" ")))
            .flatMap(name -> of(name).stream())
            .collect(toUnmodifiableSet());
  }

  /**
   * The looks of a name, without width, case and compatibility forms. Two of them, because which
   * letters look the same depends on their case: a capital Cyrillic В looks like B and a small в
   * does not; a small Greek ν looks like v and a capital Ν does not.
   */
  static Set<String> of(String name) {
    String wide = Normalizer.normalize(name, Normalizer.Form.NFKC).replaceAll(BLANKS, " ");
    String large = wide.toUpperCase(Locale.ROOT);
    return Stream.of(large, large.toLowerCase(Locale.ROOT))
        .map(Confusables.LETTERS::getSkeleton)
        .map(skeleton -> skeleton.toLowerCase(Locale.ROOT))
        .collect(toUnmodifiableSet());
  }

  /** Whether people would take a name for the owner's or the program's own. */
  static boolean speaksForTheHouse(String name) {
    return Stream.of(name, name.replaceAll(NO_LETTERS, ""))
        .flatMap(each -> of(each).stream())
        .anyMatch(Reserved.NAMES::contains);
  }
}
