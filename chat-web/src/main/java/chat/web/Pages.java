package chat.web;

import java.util.List;
import java.util.Locale;
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
  private final Map<Preferences, Stencil> rooms = new ConcurrentHashMap<>();

  /**
   * Pages whose script, style and icons lie below an address.
   *
   * @param staticBase that address, without a slash at its end: {@code /static/3f2a…}
   */
  Pages(String staticBase) {
    base = staticBase;
    templates = engine();
  }

  /** The sign-in page with its fields filled in; empty strings leave them empty. */
  String signIn(Preferences like, String nickname, String room) {
    return signInAgain(like, nickname, room, "");
  }

  /**
   * The sign-in page once more: what was typed stays, and a sentence says what to do.
   *
   * @param reason the stable code of the refusal, such as {@code nickname-taken}
   */
  String signInAgain(Preferences like, String nickname, String room, String reason) {
    return render(
        "sign-in",
        like,
        Map.of(
            "nickname",
            nickname,
            "room",
            room,
            "reason",
            reason.isEmpty() ? "" : sentence(like.locale(), reason),
            "wrongRoom",
            reason.startsWith("room-")));
  }

  /** Asks somebody who is signed in whether to go on under another nickname. */
  String askFirst(Preferences like, String current, String wanted) {
    return render("switch", like, Map.of("current", current, "wanted", wanted));
  }

  /**
   * The page of a room for a member, in UTF-8.
   *
   * @param owner whether the browser has given the owner's key, too
   */
  byte[] room(Preferences like, String room, String memberId, String nickname, boolean owner) {
    return rooms
        .computeIfAbsent(like, this::roomStencil)
        .fill(
            Map.of(
                "room", room, "me", memberId, "name", nickname, "owner", Boolean.toString(owner)));
  }

  private Stencil roomStencil(Preferences like) {
    return new Stencil(
        render(
            "room",
            like,
            Map.of(
                "room",
                Stencil.mark("room"),
                "me",
                Stencil.mark("me"),
                "name",
                Stencil.mark("name"),
                "owner",
                Stencil.mark("owner"),
                "texts",
                Phrases.of(like.locale()).live())));
  }

  /**
   * Asks for the owner's key.
   *
   * @param reason the stable code of a refusal, or empty
   */
  String ownerKey(Preferences like, String reason) {
    return render(
        "owner-key",
        like,
        Map.of("reason", reason.isEmpty() ? "" : sentence(like.locale(), reason)));
  }

  /** The owner's page, with who is where and what is banned. */
  String ownerDesk(
      Preferences like, List<Map<String, Object>> rooms, List<Map<String, Object>> bans) {
    return render("owner", like, Map.of("rooms", rooms, "bans", bans));
  }

  /** A page that says what went wrong and where to go from there. */
  String error(Preferences like, int status) {
    return render(
        "error",
        like,
        Map.of(
            "status",
            status,
            "sentence",
            Phrases.of(like.locale()).first("error." + status, "error.other")));
  }

  /**
   * The sentence for a stable code, in the reader's language; a general one for a code nobody has
   * put into words.
   */
  static String sentence(Locale locale, String code) {
    return Phrases.of(locale).first("reason." + code, "live.refused." + code, "reason.other");
  }

  private String render(String page, Preferences like, Map<String, Object> values) {
    var context = new Context(like.locale(), values);
    context.setVariable("base", base);
    context.setVariable("lang", Phrases.of(like.locale()).tag());
    context.setVariable("colours", like.colours());
    return templates.process(page, context);
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
