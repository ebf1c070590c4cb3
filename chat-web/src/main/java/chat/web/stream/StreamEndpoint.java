package chat.web.stream;

import chat.core.log.Cursor;
import chat.web.access.Admission;
import chat.web.access.Permit;
import chat.web.client.RemoteClient;
import chat.web.client.TrustedProxies;
import chat.web.delivery.StreamFormat;
import chat.web.http.Endpoint;
import chat.web.http.ErrorSender;
import chat.web.http.Preferences;
import chat.web.http.RefusalCode;
import chat.web.http.RequestedRoom;
import chat.web.http.Route;
import chat.web.metrics.ServerMetrics;
import chat.web.protocol.Dialect;
import chat.web.session.RoomConnection.Handshake;
import io.helidon.common.media.type.MediaType;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpMediaType;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;

/**
 * The stream of a room by HTTP, for members:
 *
 * <pre>
 * GET /api/rooms/{room}/stream?after=CURSOR   server-sent events, each a frame of chat.v1
 * the same with Accept: text/plain            lines of the plain dialect
 * </pre>
 *
 * The checks are those of a WebSocket, in their order. A client that comes back and may not gets
 * {@code 204}, because an {@code EventSource} then stops to ask.
 */
public final class StreamEndpoint implements Endpoint {
  public static final String PATH = "/api/rooms/{room}/stream";

  private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");
  private static final List<Status> FINAL =
      List.of(Status.UNAUTHORIZED_401, Status.CONFLICT_409, Status.FORBIDDEN_403);

  private final Admission admission;
  private final TrustedProxies proxies;
  private final ServerMetrics metrics;
  private final HttpStreams streams;
  private final ErrorSender errors;

  public StreamEndpoint(
      Admission admission,
      TrustedProxies proxies,
      ServerMetrics metrics,
      HttpStreams streams,
      ErrorSender errors) {
    this.admission = admission;
    this.proxies = proxies;
    this.metrics = metrics;
    this.streams = streams;
    this.errors = errors;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get(PATH, this::handle));
  }

  private void handle(ServerRequest request, ServerResponse response) {
    if (request.content().hasEntity()) {
      // Its bytes would be taken as those of a client that has not waited.
      errors.sendError(
          request, response, Status.BAD_REQUEST_400, Status.BAD_REQUEST_400.codeText());
    } else if (request.prologue().method().equals(Method.HEAD)) {
      describe(request, response);
    } else {
      open(request, response);
    }
  }

  private void describe(ServerRequest request, ServerResponse response) {
    RemoteClient client = proxies.client(request);
    switch (admission.explain(RequestedRoom.of(request), request.headers(), client)) {
      case Admission.Refused refused -> refuse(request, response, refused);
      case Admission.Admitted _ -> HttpStreams.describe(response, format(request));
    }
  }

  private void open(ServerRequest request, ServerResponse response) {
    RemoteClient client = proxies.client(request);
    switch (admission.decide(RequestedRoom.of(request), request.headers(), client)) {
      case Admission.Refused refused -> refuse(request, response, refused);
      case Admission.Admitted admitted -> {
        try {
          streams.serve(handshake(request, admission.admit(admitted)), response);
        } catch (Admission.LimitExceededException e) {
          refuse(request, response, new Admission.Refused(e.limit()));
        }
      }
    }
  }

  private Handshake handshake(ServerRequest request, Permit permit) {
    StreamFormat format = format(request);
    String origin = permit.client().origin(request.headers());
    return new Handshake(
        permit,
        format == StreamFormat.LINES ? Dialect.plain(origin) : Dialect.json(),
        format,
        after(request),
        Preferences.of(request.headers()).locale());
  }

  private static Optional<Cursor> after(ServerRequest request) {
    return request
        .headers()
        .first(LAST_EVENT_ID)
        .or(() -> request.query().first("after").asOptional())
        .flatMap(Cursor::parse);
  }

  /** Events, unless the client prefers text. */
  private static StreamFormat format(ServerRequest request) {
    double events = 0;
    double lines = 0;
    for (HttpMediaType accepted : request.headers().acceptedTypes()) {
      events = Math.max(events, quality(accepted, MediaTypes.TEXT_EVENT_STREAM));
      lines = Math.max(lines, quality(accepted, MediaTypes.TEXT_PLAIN));
    }
    return lines > events ? StreamFormat.LINES : StreamFormat.EVENTS;
  }

  /** How much a client wants a type that it names; a wildcard names none. */
  private static double quality(HttpMediaType accepted, MediaType type) {
    return accepted.mediaType().text().equals(type.text()) ? accepted.qualityFactor() : 0;
  }

  private void refuse(ServerRequest request, ServerResponse response, Admission.Refused refused) {
    refused.limit().ifPresent(metrics::limitHit);
    response.headers().set(RefusalCode.of(refused.status(), refused.reason()));
    boolean comesBack = request.headers().contains(LAST_EVENT_ID);
    if (comesBack && FINAL.contains(refused.status())) {
      response.status(Status.NO_CONTENT_204).send();
    } else {
      errors.sendError(request, response, refused.status(), refused.reason());
    }
  }
}
