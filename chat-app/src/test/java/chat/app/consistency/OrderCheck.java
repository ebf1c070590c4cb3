package chat.app.consistency;

import chat.app.consistency.Violation.Kind;
import chat.core.log.Cursor;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/** In the eyes of each client: one order, no hole, nothing twice, and its cursor honoured. */
final class OrderCheck {
  /** A client that is closer than this has to get the entries that it missed; see protocol.md. */
  private static final int RESUMED_ENTRIES = 1_000;

  /** Half of what the contract allows: how many bytes a frame has is not known here exactly. */
  private static final long RESUMED_BYTES = 256 * 1024;

  /** About what an entry has besides its text. */
  private static final long FRAME_BYTES = 300;

  private static final Set<Integer> HARMLESS = Set.of(0, 1000, 1001, 1012);

  private final History history;
  private final ConsistencyChecker.Reporter reporter;

  OrderCheck(History history, ConsistencyChecker.Reporter reporter) {
    this.history = history;
    this.reporter = reporter;
  }

  void check() {
    for (ClientLog log : history.logs()) {
      checkOrder(log);
      log.events(ClientEvent.Welcomed.class).forEach(opened -> check(opened, log.client()));
      log.events(ClientEvent.Disconnected.class).forEach(ended -> check(ended, log.client()));
    }
    checkNumbers();
  }

  private void checkOrder(ClientLog log) {
    long next = 1;
    Set<Long> seen = new HashSet<>();
    for (ClientEvent note : log.events()) {
      if (note instanceof ClientEvent.Welcomed opened) {
        checkNotBack(opened, next - 1, log.client());
        next = opened.position() + 1;
      } else if (note instanceof ClientEvent.Received one) {
        long seq = one.entry().seq();
        if (!seen.add(seq)) {
          reporter.report(Kind.DUPLICATE, log.client(), "heard again " + one.entry());
        } else if (seq != next) {
          Kind kind = seq < next ? Kind.OUT_OF_ORDER : Kind.GAP;
          reporter.report(kind, log.client(), "heard " + seq + " where " + next + " was next");
        }
        next = Math.max(next, seq + 1);
      }
    }
    if (next <= history.end().seq()) {
      reporter.report(
          Kind.GAP, log.client(), "was told nothing after " + (next - 1) + " to the end");
    }
  }

  private void checkNotBack(ClientEvent.Welcomed opened, long has, String client) {
    if (opened.current().seq() < has) {
      reporter.report(
          Kind.SEEN_BUT_MISSING, client, "has " + has + ", but came back to " + opened.current());
    }
  }

  private void check(ClientEvent.Welcomed opened, String client) {
    String epoch = history.end().epoch();
    if (!opened.current().epoch().equals(epoch)) {
      reporter.report(Kind.EPOCH_CHANGED, client, "found " + opened.current() + ", not " + epoch);
    } else if (opened.resumed() ? !isGood(opened) : isGood(opened) && isClose(opened)) {
      reporter.report(Kind.WRONG_RESUME, client, "got " + opened);
    }
  }

  private static boolean isGood(ClientEvent.Welcomed opened) {
    Cursor current = opened.current();
    return opened.requested().stream()
        .anyMatch(c -> c.epoch().equals(current.epoch()) && c.seq() <= current.seq());
  }

  private boolean isClose(ClientEvent.Welcomed opened) {
    long from = opened.requested().orElseThrow().seq();
    long to = opened.current().seq();
    return to - from <= RESUMED_ENTRIES
        && history.entries().subMap(from, false, to, true).values().stream()
                .mapToLong(OrderCheck::bytes)
                .sum()
            <= RESUMED_BYTES;
  }

  private static long bytes(ReceivedEntry line) {
    String text =
        switch (line.action()) {
          case Action.Say say -> say.text();
          case Action.Edit edit -> edit.text();
          case Action.Delete delete -> "";
          case Action.React react -> "";
        };
    return FRAME_BYTES + text.getBytes(StandardCharsets.UTF_8).length;
  }

  private void check(ClientEvent.Disconnected ended, String client) {
    if (!HARMLESS.contains(ended.code())) {
      reporter.report(Kind.ERROR_CLOSE, client, "was closed with " + ended.code());
    }
  }

  private void checkNumbers() {
    long last = history.end().seq();
    List<Long> unheard =
        LongStream.rangeClosed(1, last)
            .filter(seq -> !history.entries().containsKey(seq))
            .boxed()
            .toList();
    if (!unheard.isEmpty()) {
      reporter.report(Kind.GAP, "the room", "is at " + last + ", but nobody heard " + unheard);
    }
  }
}
