package chat.web.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.web.http.Preferences;
import chat.web.i18n.Messages;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PagesTest {

  private final Pages pages = new Pages("/static/abc");

  @Nested
  class The_language {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            zh-CN,zh;q=0.9,en;q=0.8 | zh
            en-GB,en                | en
            en;q=0.2,zh;q=0.7       | zh
            fr-FR,fr;q=0.9,en;q=0.5 | en
            fr                      | en
            zh;q=0,en               | en
            *                       | zh
            """)
    void is_the_preferred_one_of_the_browser(String header, Locale expected) {
      assertThat(Preferences.language(header)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ";;;", "zh;q=many"})
    void is_Chinese_without_a_valid_header(String header) {
      assertThat(Preferences.language(header)).isEqualTo(Messages.CHINESE);
      assertThat(Preferences.language(null)).isEqualTo(Messages.CHINESE);
    }

    /** The JDK's parser takes 55 ms for 16 KiB, so that all of a long header is never parsed. */
    @Test
    void is_looked_for_in_the_first_256_characters_only() {
      String others = "fr;q=0.1,".repeat(28);
      assertThat(Preferences.language(others + "zh")).isEqualTo(Messages.CHINESE);
      assertThat(Preferences.language(others + "fr;q=0.1,zh")).isEqualTo(Messages.ENGLISH);
      assertThat(Preferences.language("zh," + others.repeat(60))).isEqualTo(Messages.CHINESE);
      assertThat(Preferences.language("x".repeat(16_384))).isEqualTo(Messages.CHINESE);
    }

    @Test
    void is_set_in_the_page() {
      assertThat(signIn(Preferences.in(Messages.CHINESE), ""))
          .contains("lang=\"zh-CN\"", "昵称", "登录");
      assertThat(signIn(Preferences.in(Messages.ENGLISH), ""))
          .contains("lang=\"en\"", "Nickname", "Sign in");
    }
  }

  @Nested
  class Typed_text {

    @Test
    void stays_in_the_form_with_the_reason() {
      String page =
          pages.signInAgain(Preferences.in(Messages.CHINESE), "小明", "书房", "nickname-taken");

      assertThat(page).contains("value=\"小明\"", "value=\"书房\"", "请换一个", "role=\"alert\"");
    }

    @Test
    void marks_the_field_that_is_wrong() {
      String page =
          pages.signInAgain(Preferences.in(Messages.ENGLISH), "Ann", "a b", "room-name-invalid");

      assertThat(field("room", page)).contains("aria-invalid=\"true\"");
      assertThat(field("nickname", page)).doesNotContain("aria-invalid");
    }

    @Test
    void never_becomes_markup_or_an_expression() {
      String typed = "\"><script>alert(1)</script>${1+1}";
      List<String> all =
          List.of(
              pages.signInAgain(Preferences.in(Messages.ENGLISH), typed, typed, "nickname-taken"),
              pages.confirmRename(Preferences.in(Messages.ENGLISH), typed, typed),
              room(typed, typed, typed));

      assertThat(all)
          .allSatisfy(page ->
              assertThat(page)
                  .contains("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;${1+1}")
                  .doesNotContain("<script>alert"));
    }

    private static String field(String name, String page) {
      int start = page.indexOf("<input id=\"" + name + '"');
      return page.substring(start, page.indexOf('>', start));
    }
  }

  @Nested
  class The_room {

    @Test
    void passes_room_and_member_to_the_script() {
      String page = room("书房", "m1", "小明");

      assertThat(page).contains("data-room=\"书房\"", "data-me=\"m1\"", "data-name=\"小明\"");
      assertThat(page).contains("<data value=\"state.open\">Connected</data>");
    }

    @Test
    void has_neither_inline_script_nor_inline_style() {
      assertThat(room("lobby", "m1", "Ann"))
          .doesNotContain("style=", "<style", " onclick")
          .doesNotContainPattern("<script(?![^>]* src=)");
    }
  }

  @Nested
  class The_pages_that_begin_a_visit {

    static List<Preferences> all() {
      return Preferences.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void exist_in_every_language_and_theme(Preferences preferences) {
      String colours =
          preferences.colours().isEmpty() ? "" : " data-colours=\"" + preferences.colours() + '"';
      String begins =
          "<html lang=\"" + Messages.of(preferences.locale()).languageTag() + '"' + colours + '>';

      assertThat(
              List.of(
                  signIn(preferences, "书房"),
                  text(pages.room(preferences, "a", "m1", "Ann", true, true))))
          .allSatisfy(page ->
              assertThat(page)
                  .contains(begins, "href=\"/static/abc/icon.svg\"", "</html>")
                  .doesNotContainPattern("[\\uE000-\\uF8FF]"));
    }

    @Test
    void keep_the_room_of_a_link_when_the_language_changes() {
      assertThat(signIn(Preferences.in(Messages.CHINESE), "书 & \""))
          .contains("value=\"书 &amp; &quot;\"")
          .contains("href=\"/?lang=en&amp;room=%E4%B9%A6%20%26%20%22\"");
    }
  }

  private String signIn(Preferences preferences, String room) {
    return text(pages.signIn(preferences, "", room));
  }

  private static String text(byte[] page) {
    return new String(page, UTF_8);
  }

  private String room(String room, String memberId, String nickname) {
    Preferences preferences = Preferences.in(Messages.ENGLISH);
    return text(pages.room(preferences, room, memberId, nickname, false, true));
  }
}
