package chat.app.doctor;

import chat.core.log.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits without a word whether connections stay open. */
final class IdleCheck implements Check {
  private static final String SUBJECT = "idle timeout";

  private final Optional<RoomSocket> socket;
  private final Optional<RoomStream> stream;
  private final Duration time;

  /**
   * @param time for which they have to stay open
   */
  IdleCheck(Optional<RoomSocket> socket, Optional<RoomStream> stream, Duration time) {
    this.socket = socket;
    this.stream = stream;
    this.time = time;
  }

  @Override
  public List<Finding> run() {
    long deadline = System.nanoTime() + time.toNanos();
    List<Finding> findings = new ArrayList<>();
    socket.ifPresent(open -> findings.add(check("WebSocket", open.events(), deadline)));
    stream.ifPresent(open -> findings.add(check("stream", open.events(), deadline)));
    if (socket.isPresent() && socket.get().endedWith(RoomSocket.SERVICE_RESTART)) {
      return List.of(
          Finding.skipped(SUBJECT, "the server was stopped meanwhile; run this again to know"));
    }
    return findings.isEmpty()
        ? List.of(Finding.skipped(SUBJECT, "no connection could be opened"))
        : findings;
  }

  private Finding check(String kind, EventQueue events, long deadline) {
    CompletableFuture<String> ended = events.ended();
    try {
      String reason = ended.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      return Finding.failed(
          SUBJECT,
          "a %s was %s after %d s without words, so that people reconnect again and again; let the proxy keep idle connections for 60 s at least (%s)."
              .formatted(kind, reason, events.silence().toSeconds(), Advice.IDLE));
    } catch (TimeoutException e) {
      return Finding.ok(
          SUBJECT, "a " + kind + " stays open for " + time.toSeconds() + " s without words");
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
