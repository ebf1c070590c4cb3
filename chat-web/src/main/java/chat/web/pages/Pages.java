package chat.web.pages;

import chat.web.http.Preferences;
import chat.web.http.Responses;
import chat.web.i18n.Messages;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.messageresolver.AbstractMessageResolver;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Renders the HTML pages; the only class that uses Thymeleaf. Templates get strings, lists and maps
 * only, because types of our own would have to be opened to the expression language. The pages that
 * begin a visit are rendered at build time by {@link PagePrerenderer}, and only filled in here.
 * Safe for any number of threads.
 */
public final class Pages {
  private final String staticBase;
  private final Map<String, PageTemplate> templates = new ConcurrentHashMap<>();

  /** Created when the first page is rendered, so that the start does not wait for it. */
  private static final class Templates {
    static final ITemplateEngine ENGINE = engine();
  }

  /**
   * @param staticBase the path of the scripts, styles and icons, without a slash at its end: {@code
   *     /static/3f2a…}
   */
  public Pages(String staticBase) {
    this.staticBase = staticBase;
  }

  /** The sign-in page with its fields filled in, in UTF-8. */
  byte[] signIn(Preferences preferences, String nickname, String room) {
    return fill(
        PrerenderedPage.SIGN_IN,
        preferences,
        Map.of("nickname", nickname, "room", room, "query", Responses.encoded(room)));
  }

  /**
   * The page of an invitation, in UTF-8.
   *
   * @param present how many are present, where that is told
   */
  byte[] invite(Preferences preferences, String nickname, String room, OptionalInt present) {
    return fill(
        PrerenderedPage.INVITE,
        preferences,
        Map.of(
            "nickname",
            nickname,
            "room",
            room,
            "query",
            Responses.encoded(room),
            "present",
            present(preferences, present)));
  }

  private static String present(Preferences preferences, OptionalInt present) {
    if (present.isEmpty()) {
      return "";
    }
    Messages messages = Messages.of(preferences.locale());
    return switch (present.getAsInt()) {
      case 0 -> messages.get("invite.present.none");
      case 1 -> messages.get("invite.present.one");
      default ->
          messages.get("invite.present").replace("{count}", Integer.toString(present.getAsInt()));
    };
  }

  /**
   * The page of an invitation after a refusal, as {@link #signInAgain}.
   *
   * @param reason the stable code of the refusal, such as {@code nickname-taken}
   */
  String inviteAgain(Preferences preferences, String nickname, String room, String reason) {
    return render(
        "invite",
        preferences,
        Map.of(
            "nickname",
            nickname,
            "room",
            room,
            "query",
            Responses.encoded(room),
            "present",
            "",
            "reason",
            Messages.of(preferences.locale()).refusal(reason)));
  }

  /**
   * The sign-in page after a refusal, with what was typed and a sentence that says what to do.
   *
   * @param reason the stable code of the refusal, such as {@code nickname-taken}
   */
  String signInAgain(Preferences preferences, String nickname, String room, String reason) {
    return render(
        "sign-in",
        preferences,
        Map.of(
            "nickname",
            nickname,
            "room",
            room,
            "query",
            Responses.encoded(room),
            "reason",
            Messages.of(preferences.locale()).refusal(reason),
            "wrongRoom",
            reason.startsWith("room-")));
  }

  /** Asks a member whether to go on under another nickname. */
  String confirmRename(Preferences preferences, String current, String wanted) {
    return render("switch", preferences, Map.of("current", current, "wanted", wanted));
  }

  /**
   * Asks whether to sign this device in.
   *
   * @param nickname of the member that the device will be
   * @param present the nickname under which the device is signed in now, or empty
   */
  String device(Preferences preferences, String nickname, String present) {
    return render("device", preferences, Map.of("nickname", nickname, "present", present));
  }

  /**
   * The page of a room for a member, in UTF-8.
   *
   * @param owner whether the browser has the owner's cookie
   * @param files whether members may send files
   */
  byte[] room(
      Preferences preferences,
      String room,
      String memberId,
      String nickname,
      boolean owner,
      boolean files) {
    return fill(
        PrerenderedPage.ROOM,
        preferences,
        Map.of(
            "room", room,
            "me", memberId,
            "name", nickname,
            "owner", Boolean.toString(owner),
            "files", Boolean.toString(files)));
  }

  private byte[] fill(PrerenderedPage page, Preferences preferences, Map<String, String> values) {
    return templates
        .computeIfAbsent(
            page.file(preferences), file -> PageTemplate.read(file, Map.of("base", staticBase)))
        .fill(values);
  }

  /** A page with placeholders in place of its values. */
  static String prerendered(PrerenderedPage page, Preferences preferences) {
    Map<String, Object> values = new HashMap<>(page.placeholders());
    values.put("reason", "");
    values.put("wrongRoom", false);
    values.put("texts", Messages.of(preferences.locale()).scriptMessages());
    return new Pages(PageTemplate.placeholder("base")).render(page.template(), preferences, values);
  }

  /**
   * The page that asks for the owner's key.
   *
   * @param reason the stable code of a refusal, or empty
   */
  public String ownerKey(Preferences preferences, String reason) {
    return render(
        "owner-key",
        preferences,
        Map.of(
            "reason", reason.isEmpty() ? "" : Messages.of(preferences.locale()).refusal(reason)));
  }

  /**
   * The owner's page.
   *
   * @param values the {@code rooms}, {@code files}, {@code bans}, {@code bots} and {@code hooks},
   *     and the program that was {@code created}
   * @param problem the stable code of the reason why none was created, or empty
   */
  public String owner(Preferences preferences, Map<String, Object> values, String problem) {
    Messages messages = Messages.of(preferences.locale());
    Map<String, Object> all = new HashMap<>(values);
    all.put(
        "problem",
        problem.isEmpty()
            ? ""
            : messages.first("error." + problem, "reason." + problem, "error.other"));
    return render("owner", preferences, all);
  }

  /** A duration in words, in its longest unit: {@code 12 minutes}. */
  public String words(Preferences preferences, Duration duration) {
    Messages messages = Messages.of(preferences.locale());
    if (duration.isZero()) {
      return messages.get("owner.off");
    }
    // Rounded up to a minute first, so that a day does not become 24 hours after a second.
    long seconds = Math.max(1, duration.toSeconds());
    long minutes = (seconds + 59) / 60;
    long hours = (minutes + 30) / 60;
    String unit = seconds < 60 ? "s" : minutes < 60 ? "m" : hours < 24 ? "h" : "d";
    long count = Map.of("s", seconds, "m", minutes, "h", hours, "d", (hours + 12) / 24).get(unit);
    String key = "owner.unit." + unit;
    String exact = count == 1 && messages.has(key + ".one") ? key + ".one" : key;
    return messages.get(exact).replace("{count}", Long.toString(count));
  }

  /** Sends the error page, or one line of text to a client that does not ask for HTML. */
  public void sendError(ServerRequest request, ServerResponse response, Status status) {
    sendError(request, response, status, status.codeText());
  }

  /**
   * The same with the sentence of a reason.
   *
   * @param reason a status code, or a stable word such as {@code banned}
   */
  public void sendError(
      ServerRequest request, ServerResponse response, Status status, String reason) {
    boolean wantsPage =
        request.headers().first(HeaderNames.ACCEPT).orElse("").contains("text/html");
    if (wantsPage) {
      response.status(status);
      Responses.page(
          request, response, error(Responses.preferences(request), status.code(), reason));
    } else {
      Responses.refuse(request, response, status, reason);
    }
  }

  /** The error page: says what went wrong and where to go from there. */
  public String error(Preferences preferences, int status) {
    return error(preferences, status, Integer.toString(status));
  }

  private String error(Preferences preferences, int status, String reason) {
    return render(
        "error",
        preferences,
        Map.of(
            "status",
            status,
            "sentence",
            Messages.of(preferences.locale())
                .first("error." + reason, "live.why." + reason, "error.other")));
  }

  private String render(String page, Preferences preferences, Map<String, Object> values) {
    var context = new Context(preferences.locale(), values);
    context.setVariable("base", staticBase);
    context.setVariable("lang", Messages.of(preferences.locale()).languageTag());
    context.setVariable("colours", preferences.colours());
    return Templates.ENGINE.process(page, context);
  }

  private static ITemplateEngine engine() {
    // The folder name is no legal package name, so the module leaves it readable to Thymeleaf.
    var files = new ClassLoaderTemplateResolver(Pages.class.getClassLoader());
    files.setPrefix("web-pages/");
    files.setSuffix(".html");
    files.setTemplateMode(TemplateMode.HTML);
    files.setCharacterEncoding("UTF-8");
    files.setCacheable(true);
    var engine = new TemplateEngine();
    engine.setTemplateResolver(files);
    engine.setMessageResolver(new MessageResolver());
    return engine;
  }

  /** Resolves a template's <code>#{key}</code>. */
  private static final class MessageResolver extends AbstractMessageResolver {
    @Override
    public String resolveMessage(
        ITemplateContext context, Class<?> origin, String key, Object[] parameters) {
      return Messages.of(context.getLocale()).get(key);
    }

    @Override
    public String createAbsentMessageRepresentation(
        ITemplateContext context, Class<?> origin, String key, Object[] parameters) {
      throw new IllegalStateException("no message for " + key);
    }
  }
}
