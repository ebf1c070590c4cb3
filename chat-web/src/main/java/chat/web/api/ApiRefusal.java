package chat.web.api;

import chat.core.log.Refusal;
import chat.web.access.Admission;
import chat.web.http.Preferences;
import chat.web.http.RefusalCode;
import chat.web.http.Responses;
import chat.web.i18n.Messages;
import chat.web.protocol.Json;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.function.Function;

/**
 * A request of a program that is refused with {@code {"code","message","retryAfter"?}}. It has no
 * stack trace.
 */
public final class ApiRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Status status;
  private final transient Function<Headers, String> sentence;
  private final Duration retryAfter;

  private ApiRefusal(
      Status status, String code, Function<Headers, String> sentence, Duration retryAfter) {
    super(code, null, false, false);
    this.status = status;
    this.sentence = sentence;
    this.retryAfter = retryAfter;
  }

  /**
   * Refuses with a code.
   *
   * @param reason the key of the sentence
   */
  public static ApiRefusal of(Status status, String code, String reason) {
    return new ApiRefusal(
        status, code, headers -> Responses.sentence(reason, headers), Duration.ZERO);
  }

  /** Refuses as the log or the rules of a room do. */
  public static ApiRefusal of(Refusal refusal) {
    return new ApiRefusal(
        status(refusal.code()),
        refusal.code().text(),
        headers -> Messages.of(Preferences.of(headers).locale()).refusal(refusal.code().reason()),
        refusal.retryAfter());
  }

  /** Refuses as admission does. */
  static ApiRefusal of(Admission.Refused refused) {
    return of(refused.status(), code(refused), refused.reason());
  }

  private static String code(Admission.Refused refused) {
    if (!refused.reason().equals(refused.status().codeText())) {
      return refused.reason();
    }
    return switch (refused.status().code()) {
      case 401 -> "sign-in";
      case 403 -> "origin";
      case 404 -> "room";
      case 409 -> "name";
      case 429 -> "too-fast";
      default -> "draining";
    };
  }

  private static Status status(Refusal.Code code) {
    return switch (code) {
      case EMPTY, BAD_FRAME, UNKNOWN_TYPE -> Status.BAD_REQUEST_400;
      case MUTED, NOT_YOURS, TOO_MANY_PINS, PINS_OFF -> Status.FORBIDDEN_403;
      case NO_SUCH_MESSAGE, NO_SUCH_FILE -> Status.NOT_FOUND_404;
      case TOO_LONG -> Status.REQUEST_ENTITY_TOO_LARGE_413;
      case TOO_FAST, SLOW -> Status.TOO_MANY_REQUESTS_429;
      case NOT_KEPT -> Status.SERVICE_UNAVAILABLE_503;
    };
  }

  /** The stable code. */
  public String code() {
    return getMessage();
  }

  /** Sends it as the response. */
  public void send(ServerRequest request, ServerResponse response) {
    response.status(status);
    if (status.equals(Status.TOO_MANY_REQUESTS_429)) {
      // Rounded up to whole seconds, so that the next attempt succeeds.
      response.headers().set(HeaderNames.RETRY_AFTER, Long.toString(retryAfter.toSeconds() + 1));
    }
    response.headers().set(RefusalCode.of(code()));
    Responses.json(
        request,
        response,
        Json.object(json -> {
          json.writeStringField("code", code());
          json.writeStringField("message", sentence.apply(request.headers()));
          if (!retryAfter.isZero()) {
            json.writeNumberField("retryAfter", retryAfter.toMillis());
          }
        }));
  }
}
