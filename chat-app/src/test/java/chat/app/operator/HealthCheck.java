package chat.app.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Asks a server for its health, as a proxy or a supervisor does. */
final class HealthCheck implements AutoCloseable {
  static final Answer OK = new Answer(200, "ok");

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration INTERVAL = Duration.ofMillis(20);

  private final Supplier<URI> server;
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * @param server gives the address of the server that runs at this moment
   */
  HealthCheck(Supplier<URI> server) {
    this.server = server;
  }

  /** The status and the line of an answer. */
  record Answer(int status, String line) {
    static Answer notKept(String reason) {
      return new Answer(503, "not kept: " + reason);
    }
  }

  Answer ask() throws IOException, InterruptedException {
    return ask("/health", ANSWER_LIMIT);
  }

  /** Asks whether the server has to be restarted. */
  Answer askLive() throws IOException, InterruptedException {
    return ask("/health/live", ANSWER_LIMIT);
  }

  private Answer ask(String path, Duration limit) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(server.get().resolve(path)).timeout(limit).build();
    var response = http.send(request, BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body().strip());
  }

  /** Whether the server answers in a time. */
  boolean isAnswered(Duration limit) throws InterruptedException {
    try {
      ask("/health", limit);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Asks until the server gives an answer; fails with the latest one after 20 s. */
  void await(Answer expected) throws IOException, InterruptedException {
    long limit = System.nanoTime() + LIMIT.toNanos();
    Answer latest = ask();
    while (!latest.equals(expected) && System.nanoTime() < limit) {
      LockSupport.parkNanos(INTERVAL.toNanos());
      latest = ask();
    }
    assertThat(latest).isEqualTo(expected);
    System.out.println("/health: " + latest.status + " " + latest.line);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
