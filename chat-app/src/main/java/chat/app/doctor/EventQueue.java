package chat.app.doctor;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The events of a connection that stays open. A thread of its own adds them: a read that was ended
 * by its timeout could leave half a record of TLS behind.
 */
final class EventQueue {
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> ended = new CompletableFuture<>();
  private volatile long latest = System.nanoTime();
  private volatile long end;

  void add(String event) {
    latest = System.nanoTime();
    events.add(event);
  }

  /** Notes the end of the connection. */
  void end(String reason) {
    end = System.nanoTime();
    ended.complete(reason);
  }

  /** Waits for an event with some text in it; returns whether it came. */
  boolean await(String text, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      String event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (event == null || event.contains(text)) {
        return event != null;
      }
    }
  }

  /** Completes with the reason when the connection has ended. */
  CompletableFuture<String> ended() {
    return ended;
  }

  /** How long before its end the connection had its latest event. */
  Duration silence() {
    return Duration.ofNanos(end - latest);
  }
}
