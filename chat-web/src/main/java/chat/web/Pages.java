package chat.web;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.messageresolver.AbstractMessageResolver;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * The only class that knows Thymeleaf. Plain values in, HTML out: templates are given strings,
 * lists and maps only, as our own types would have to be opened to the expression language. Safe
 * for any number of threads.
 */
final class Pages {

  private final ITemplateEngine templates;
  private final String base;
  private final Map<Locale, Stencil> rooms = new ConcurrentHashMap<>();

  /**
   * Pages whose script, style and icons lie below an address.
   *
   * @param staticBase that address, without a slash at its end: {@code /static/3f2a…}
   */
  Pages(String staticBase) {
    base = staticBase;
    templates = engine();
  }

  /**
   * The language to speak to a browser: what it likes best of Chinese and English. Chinese where it
   * says nothing, or nothing that can be read; English where it asks for other languages only.
   *
   * @param acceptLanguage the header as it came; empty or null where there was none
   */
  static Locale localeOf(String acceptLanguage) {
    var wished = wishes(acceptLanguage);
    return wished.stream()
        .filter(range -> range.getWeight() > 0)
        .map(Pages::spoken)
        .filter(locale -> !locale.equals(Locale.ROOT))
        .findFirst()
        .orElse(wished.isEmpty() ? Phrases.CHINESE : Phrases.ENGLISH);
  }

  /** The sign-in page with its fields filled in; empty strings leave them empty. */
  String signIn(Locale locale, String nickname, String room) {
    return signInAgain(locale, nickname, room, "");
  }

  /**
   * The sign-in page once more: what was typed stays, and a sentence says what to do.
   *
   * @param reason the stable code of the refusal, such as {@code nickname-taken}
   */
  String signInAgain(Locale locale, String nickname, String room, String reason) {
    return render(
        "sign-in",
        locale,
        Map.of(
            "nickname",
            nickname,
            "room",
            room,
            "reason",
            reason.isEmpty() ? "" : sentence(locale, reason),
            "wrongRoom",
            reason.startsWith("room-")));
  }

  /** Asks somebody who is signed in whether to go on under another nickname. */
  String askFirst(Locale locale, String current, String wanted) {
    return render("switch", locale, Map.of("current", current, "wanted", wanted));
  }

  /** The page of a room for a member. */
  String room(Locale locale, String room, String memberId, String nickname) {
    return rooms
        .computeIfAbsent(locale, this::roomStencil)
        .fill(Map.of("room", room, "me", memberId, "name", nickname));
  }

  private Stencil roomStencil(Locale locale) {
    return new Stencil(
        render(
            "room",
            locale,
            Map.of(
                "room",
                Stencil.mark("room"),
                "me",
                Stencil.mark("me"),
                "name",
                Stencil.mark("name"),
                "texts",
                Phrases.of(locale).live())));
  }

  /**
   * Asks for the owner's key.
   *
   * @param reason the stable code of a refusal, or empty
   */
  String ownerKey(Locale locale, String reason) {
    return render(
        "owner-key", locale, Map.of("reason", reason.isEmpty() ? "" : sentence(locale, reason)));
  }

  /** The owner's page, with who is where and what is banned. */
  String ownerDesk(Locale locale, List<Map<String, Object>> rooms, List<Map<String, Object>> bans) {
    return render("owner", locale, Map.of("rooms", rooms, "bans", bans));
  }

  /** A page that says what went wrong and where to go from there. */
  String error(Locale locale, int status) {
    return render(
        "error",
        locale,
        Map.of(
            "status",
            status,
            "sentence",
            Phrases.of(locale).first("error." + status, "error.other")));
  }

  /**
   * The sentence for a stable code, in the reader's language; a general one for a code nobody has
   * put into words.
   */
  static String sentence(Locale locale, String code) {
    return Phrases.of(locale).first("reason." + code, "live.refused." + code, "reason.other");
  }

  private String render(String page, Locale locale, Map<String, Object> values) {
    var context = new Context(locale, values);
    context.setVariable("base", base);
    context.setVariable("lang", locale.equals(Phrases.CHINESE) ? "zh-CN" : "en");
    return templates.process(page, context);
  }

  private static List<LanguageRange> wishes(String acceptLanguage) {
    if (acceptLanguage == null || acceptLanguage.isBlank()) {
      return List.of();
    }
    try {
      return LanguageRange.parse(acceptLanguage);
    } catch (IllegalArgumentException unreadable) {
      return List.of();
    }
  }

  private static Locale spoken(LanguageRange range) {
    return switch (range.getRange().split("-", 2)[0]) {
      case "zh", "*" -> Phrases.CHINESE;
      case "en" -> Phrases.ENGLISH;
      default -> Locale.ROOT;
    };
  }

  private static ITemplateEngine engine() {
    // Not a legal package name, so a named module leaves the folder readable to Thymeleaf.
    var files = new ClassLoaderTemplateResolver(Pages.class.getClassLoader());
    files.setPrefix("web-pages/");
    files.setSuffix(".html");
    files.setTemplateMode(TemplateMode.HTML);
    files.setCharacterEncoding("UTF-8");
    files.setCacheable(true);
    var engine = new TemplateEngine();
    engine.setTemplateResolver(files);
    engine.setMessageResolver(new PhraseResolver());
    return engine;
  }

  /** Answers a template's <code>#{key}</code> from the phrases. */
  private static final class PhraseResolver extends AbstractMessageResolver {

    @Override
    public String resolveMessage(
        ITemplateContext context, Class<?> origin, String key, Object[] parameters) {
      return Phrases.of(context.getLocale()).get(key);
    }

    @Override
    public String createAbsentMessageRepresentation(
        ITemplateContext context, Class<?> origin, String key, Object[] parameters) {
      throw new IllegalStateException("no phrase for " + key);
    }
  }
}
