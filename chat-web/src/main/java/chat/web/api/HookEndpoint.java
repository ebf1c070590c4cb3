package chat.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.core.log.Refusal;
import chat.core.log.Refusal.Code;
import chat.web.access.Admission;
import chat.web.client.TrustedProxies;
import chat.web.http.Endpoint;
import chat.web.http.Form;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.metrics.ServerMetrics;
import chat.web.programs.Program.Hook;
import chat.web.programs.Programs;
import chat.web.protocol.Command;
import chat.web.protocol.SlackMessage;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.common.uri.UriPath;
import io.helidon.http.BadRequestException;
import io.helidon.http.HeaderNames;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;

/**
 * Says what other programs send to the address of a hook:
 *
 * <pre>
 * POST /hooks/{token}   JSON as for Slack's incoming webhooks, or a form with payload=
 *     200 ok, without a line break
 * </pre>
 *
 * The token alone admits, and it is written to no log.
 */
public final class HookEndpoint implements Endpoint {
  private static final String PATH = "/hooks/{token}";

  /** Stands for the rest of a text that is too long. */
  private static final String ELLIPSIS = "…";

  private static final byte[] OK = "ok".getBytes(UTF_8);

  private static final PathMatcher MATCHER = PathMatchers.create(PATH);

  private final Programs programs;
  private final Admission admission;
  private final TrustedProxies proxies;
  private final Speaker speaker;
  private final int maxLength;
  private final ServerMetrics metrics;

  /**
   * @param maxLength of a text, in code points
   */
  public HookEndpoint(
      Programs programs,
      Admission admission,
      TrustedProxies proxies,
      Speaker speaker,
      int maxLength,
      ServerMetrics metrics) {
    this.programs = programs;
    this.admission = admission;
    this.proxies = proxies;
    this.speaker = speaker;
    this.maxLength = maxLength;
    this.metrics = metrics;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.post(PATH, this::post));
  }

  /** Whether requests with this path are those of a hook. */
  static boolean takes(UriPath path) {
    return MATCHER.match(path).accepted();
  }

  private void post(ServerRequest request, ServerResponse response) {
    try {
      Hook hook =
          programs
              .hook(request.path().pathParameters().get("token"))
              .orElseThrow(() -> ApiRefusal.of(Status.NOT_FOUND_404, "not-found", "hook"));
      admit(hook, request);
      String text = sanitized(text(request, response));
      speaker.say(hook.member(), hook.room(), new Command.Say("", text, 0, List.of()));
      // Without a line break: senders of Slack's format take any other answer as an error.
      response.headers().set(HeaderNames.CONTENT_TYPE, Responses.TEXT);
      Responses.body(request, response, OK);
    } catch (ApiRefusal e) {
      e.send(request, response);
    }
  }

  private void admit(Hook hook, ServerRequest request) {
    var client = proxies.client(request);
    if (admission.decideToAct(hook.member(), hook.room(), client)
        instanceof Admission.Refused refused) {
      refused.limit().ifPresent(metrics::limitHit);
      throw ApiRefusal.of(refused);
    }
  }

  private static String text(ServerRequest request, ServerResponse response) {
    boolean isForm =
        request
            .headers()
            .first(HeaderNames.CONTENT_TYPE)
            .map(type -> type.startsWith(MediaTypes.APPLICATION_FORM_URLENCODED.text()))
            .orElse(false);
    Optional<String> json = Optional.of(isForm ? payload(request, response) : body(request));
    return json.flatMap(SlackMessage::text)
        .orElseThrow(() -> ApiRefusal.of(Refusal.of(Code.BAD_FRAME)));
  }

  private static String payload(ServerRequest request, ServerResponse response) {
    try {
      return Form.of(request, response).first("payload").orElse("");
    } catch (BadRequestException e) {
      throw ApiRefusal.of(Refusal.of(Code.BAD_FRAME));
    }
  }

  private static String body(ServerRequest request) {
    return request.content().hasEntity()
        ? new String(request.content().as(byte[].class), UTF_8)
        : "";
  }

  /** The text without what a room does not take, because its sender knows no limits of rooms. */
  private String sanitized(String text) {
    StringBuilder taken = new StringBuilder();
    text.replace("\r\n", "\n")
        .codePoints()
        .filter(HookEndpoint::isTaken)
        .forEach(taken::appendCodePoint);
    if (taken.codePointCount(0, taken.length()) > maxLength) {
      taken.setLength(taken.offsetByCodePoints(0, maxLength - 1));
      taken.append(ELLIPSIS);
    }
    return taken.toString();
  }

  private static boolean isTaken(int codePoint) {
    boolean isLoneSurrogate = Character.getType(codePoint) == Character.SURROGATE;
    boolean isControl = Character.isISOControl(codePoint) && codePoint != '\n' && codePoint != '\t';
    return !isControl && !isLoneSurrogate;
  }
}
