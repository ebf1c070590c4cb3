package chat.web.api;

import chat.core.log.LogStatus;
import chat.core.log.Transcripts;
import chat.web.access.Admission;
import chat.web.http.Endpoint;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.session.ConnectionMonitor;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code GET /health} answers whether the server takes connections and keeps what they say; {@code
 * GET /health/live} whether all its parts run, for a supervisor that restarts it otherwise. Anybody
 * may ask, so the reason contains no path.
 */
public final class HealthEndpoint implements Endpoint {
  private final Admission admission;
  private final ConnectionMonitor monitor;
  private final Transcripts transcripts;

  public HealthEndpoint(Admission admission, ConnectionMonitor monitor, Transcripts transcripts) {
    this.admission = admission;
    this.monitor = monitor;
    this.transcripts = transcripts;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/health", this::health), Route.get("/health/live", this::live));
  }

  private void health(ServerRequest request, ServerResponse response) {
    if (admission.isDraining()) {
      answer(request, response, Optional.of("draining"));
      return;
    }
    LogStatus log = transcripts.status();
    answer(request, response, ended(log).or(() -> log.problem().map("not kept: "::concat)));
  }

  private void live(ServerRequest request, ServerResponse response) {
    // While it stops, its parts end one after the other.
    answer(
        request, response, admission.isDraining() ? Optional.empty() : ended(transcripts.status()));
  }

  /** The part that must run and has ended. */
  private Optional<String> ended(LogStatus log) {
    Optional<String> ended =
        monitor.hasEnded() ? Optional.of("the connection monitor has ended") : Optional.empty();
    return Stream.of(ended, log.ended()).flatMap(Optional::stream).findFirst();
  }

  private static void answer(
      ServerRequest request, ServerResponse response, Optional<String> reason) {
    Responses.line(
        request,
        response,
        reason.isPresent() ? Status.SERVICE_UNAVAILABLE_503 : Status.OK_200,
        reason.orElse("ok"));
  }
}
