package chat.web.pages;

import chat.web.http.Preferences;
import chat.web.http.Responses;
import chat.web.i18n.Messages;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.HashMap;
import java.util.List;
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
 * lists and maps only, as our own types would have to be opened to the expression language. The
 * pages that begin a visit are rendered by the {@linkplain PagePrerenderer press}, and only filled
 * in here. Safe for any number of threads.
 */
public final class Pages {

  private final String base;
  private final Map<String, PageTemplate> blanks = new ConcurrentHashMap<>();

  /** Made when the first page is rendered: no start waits for it. */
  private static final class Templates {
    static final ITemplateEngine ENGINE = engine();
  }

  /**
   * Pages whose script, style and icons lie below an address.
   *
   * @param staticBase that address, without a slash at its end: {@code /static/3f2a…}
   */
  public Pages(String staticBase) {
    base = staticBase;
  }

  /** The sign-in page with its fields filled in; empty strings leave them empty. In UTF-8. */
  byte[] signIn(Preferences like, String nickname, String room) {
    return fill(
        PrerenderedPage.SIGN_IN,
        like,
        Map.of("nickname", nickname, "room", room, "query", Responses.encoded(room)));
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
            "query",
            Responses.encoded(room),
            "reason",
            Messages.of(like.locale()).refusal(reason),
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
    return fill(
        PrerenderedPage.ROOM,
        like,
        Map.of("room", room, "me", memberId, "name", nickname, "owner", Boolean.toString(owner)));
  }

  private byte[] fill(PrerenderedPage page, Preferences like, Map<String, String> values) {
    return blanks
        .computeIfAbsent(page.file(like), file -> PageTemplate.read(file, Map.of("base", base)))
        .fill(values);
  }

  /** A page that is still to be filled in, as the press wants it. */
  static String blank(PrerenderedPage page, Preferences like) {
    Map<String, Object> values = new HashMap<>(page.marks());
    values.put("reason", "");
    values.put("wrongRoom", false);
    values.put("texts", Messages.of(like.locale()).live());
    return new Pages(PageTemplate.mark("base")).render(page.template(), like, values);
  }

  /**
   * Asks for the owner's key.
   *
   * @param reason the stable code of a refusal, or empty
   */
  public String ownerKey(Preferences like, String reason) {
    return render(
        "owner-key",
        like,
        Map.of("reason", reason.isEmpty() ? "" : Messages.of(like.locale()).refusal(reason)));
  }

  /** The owner's page, with who is where and what is banned. */
  public String ownerDesk(
      Preferences like, List<Map<String, Object>> rooms, List<Map<String, Object>> bans) {
    return render("owner", like, Map.of("rooms", rooms, "bans", bans));
  }

  /** Sends the error page, or one line of text to a client that does not ask for HTML. */
  public void sendError(ServerRequest request, ServerResponse response, Status status) {
    boolean wantsPage =
        request.headers().first(HeaderNames.ACCEPT).orElse("").contains("text/html");
    if (wantsPage) {
      response.status(status);
      Responses.page(request, response, error(Responses.preferences(request), status.code()));
    } else {
      Responses.refuse(request, response, status);
    }
  }

  /** A page that says what went wrong and where to go from there. */
  public String error(Preferences like, int status) {
    return render(
        "error",
        like,
        Map.of(
            "status",
            status,
            "sentence",
            Messages.of(like.locale()).first("error." + status, "error.other")));
  }

  private String render(String page, Preferences like, Map<String, Object> values) {
    var context = new Context(like.locale(), values);
    context.setVariable("base", base);
    context.setVariable("lang", Messages.of(like.locale()).tag());
    context.setVariable("colours", like.colours());
    return Templates.ENGINE.process(page, context);
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
      return Messages.of(context.getLocale()).get(key);
    }

    @Override
    public String createAbsentMessageRepresentation(
        ITemplateContext context, Class<?> origin, String key, Object[] parameters) {
      throw new IllegalStateException("no phrase for " + key);
    }
  }
}
