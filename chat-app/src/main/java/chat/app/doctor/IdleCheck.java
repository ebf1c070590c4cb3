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

/**
 * Waits without a word whether connections stay open. In a WebSocket and in a stream of events the
 * server sends a heartbeat every 20 s, so that only a shorter timeout of a proxy cuts them, or one
 * that heartbeats do not reset. In a stream of lines there is none, which shows any timeout.
 */
final class IdleCheck implements Check {
  private static final String SUBJECT = "idle timeout";

  private final Optional<RoomSocket> socket;
  private final Optional<RoomStream> stream;
  private final Optional<RoomStream> lines;
  private final Duration time;

  /**
   * @param stream one of events
   * @param lines one of plain lines
   * @param time for which they have to stay open
   */
  IdleCheck(
      Optional<RoomSocket> socket,
      Optional<RoomStream> stream,
      Optional<RoomStream> lines,
      Duration time) {
    this.socket = socket;
    this.stream = stream;
    this.lines = lines;
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
    if (findings.isEmpty()) {
      return List.of(Finding.skipped(SUBJECT, "no connection could be opened"));
    }
    boolean isWell = findings.stream().allMatch(each -> each.outcome() == Finding.Outcome.OK);
    lines.filter(_ -> isWell).ifPresent(open -> findings.add(checkLines(open.events(), deadline)));
    return findings;
  }

  private Finding check(String kind, EventQueue events, long deadline) {
    return ended(events, deadline)
        .map(reason ->
            Finding.failed(
                SUBJECT,
                "a %s was %s after %d s without words, so that people reconnect again and again; let the proxy keep idle connections for 60 s at least (%s)."
                    .formatted(kind, reason, events.silence().toSeconds(), Advice.IDLE)))
        .orElseGet(() ->
            Finding.ok(
                SUBJECT, "a " + kind + " stays open for " + time.toSeconds() + " s without words"));
  }

  private Finding checkLines(EventQueue events, long deadline) {
    return ended(events, deadline)
        .map(reason ->
            Finding.warning(
                SUBJECT,
                "a stream of plain lines was %s after %d s in which nothing was sent; pages and streams of events are not concerned. Where programs read lines, let the proxy wait longer (%s)."
                    .formatted(reason, events.silence().toSeconds(), Advice.IDLE)))
        .orElseGet(() ->
            Finding.ok(
                SUBJECT,
                "a stream of plain lines stays open for %d s in which nothing is sent"
                    .formatted(time.toSeconds())));
  }

  /** The reason of the end of a connection; empty: it is still open at the deadline. */
  private static Optional<String> ended(EventQueue events, long deadline) {
    CompletableFuture<String> ended = events.ended();
    try {
      return Optional.of(ended.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
