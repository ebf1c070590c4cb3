package chat.app.consistency;

import chat.app.consistency.Violation.Kind;
import chat.core.log.Cursor;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/** Checks for each client: one order, no gap, no duplicate, and valid cursors resumed. */
final class OrderCheck {
  /** A client that missed at most 1,000 entries has to get a replay; see PROTOCOL.md. */
  private static final int RESUMED_ENTRIES = 1_000;

  /** 256 KiB, half of what the protocol allows, because the size of a frame is estimated here. */
  private static final long RESUMED_BYTES = 256 * 1024;

  /** The estimated size of a frame without its text. */
  private static final long FRAME_BYTES = 300;

  private static final Set<Integer> REGULAR_CODES = Set.of(0, 1000, 1001, 1012);

  private final History history;
  private final ConsistencyChecker.Reporter reporter;

  OrderCheck(History history, ConsistencyChecker.Reporter reporter) {
    this.history = history;
    this.reporter = reporter;
  }

  void check() {
    for (ClientLog log : history.logs()) {
      checkOrder(log);
      log.events(ClientEvent.Welcomed.class).forEach(welcomed -> check(welcomed, log.client()));
      log.events(ClientEvent.Disconnected.class).forEach(ended -> check(ended, log.client()));
    }
    checkNumbers();
  }

  private void checkOrder(ClientLog log) {
    long next = 1;
    Set<Long> seen = new HashSet<>();
    for (ClientEvent event : log.events()) {
      if (event instanceof ClientEvent.Welcomed welcomed) {
        if (hasKnownEpoch(welcomed)) {
          checkNotReset(welcomed, next - 1, log.client());
        } else {
          // It begins anew, and one of several servers may not have heard the last entries yet.
          seen.removeIf(seq -> seq > welcomed.current().seq());
        }
        next = welcomed.position() + 1;
      } else if (event instanceof ClientEvent.Received one) {
        long seq = one.entry().seq();
        if (!seen.add(seq)) {
          reporter.report(Kind.DUPLICATE, log.client(), "received again " + one.entry());
        } else if (seq != next) {
          Kind kind = seq < next ? Kind.OUT_OF_ORDER : Kind.GAP;
          reporter.report(kind, log.client(), "received " + seq + " where " + next + " was next");
        }
        next = Math.max(next, seq + 1);
      }
    }
    if (next <= history.end().seq()) {
      reporter.report(
          Kind.GAP, log.client(), "received nothing after " + (next - 1) + " to the end");
    }
  }

  private static boolean hasKnownEpoch(ClientEvent.Welcomed welcomed) {
    String epoch = welcomed.current().epoch();
    return welcomed.requested().filter(cursor -> cursor.epoch().equals(epoch)).isPresent();
  }

  private void checkNotReset(ClientEvent.Welcomed welcomed, long has, String client) {
    if (welcomed.current().seq() < has) {
      reporter.report(
          Kind.SEEN_BUT_MISSING, client, "has " + has + ", but came back to " + welcomed.current());
    }
  }

  private void check(ClientEvent.Welcomed welcomed, String client) {
    String epoch = history.end().epoch();
    if (!welcomed.current().epoch().equals(epoch)) {
      reporter.report(Kind.EPOCH_CHANGED, client, "found " + welcomed.current() + ", not " + epoch);
    } else if (welcomed.resumed()
        ? !isValid(welcomed)
        : isValid(welcomed) && isWithinReplay(welcomed)) {
      reporter.report(Kind.WRONG_RESUME, client, "got " + welcomed);
    }
  }

  private static boolean isValid(ClientEvent.Welcomed welcomed) {
    Cursor current = welcomed.current();
    return hasKnownEpoch(welcomed) && welcomed.requested().orElseThrow().seq() <= current.seq();
  }

  private boolean isWithinReplay(ClientEvent.Welcomed welcomed) {
    long from = welcomed.requested().orElseThrow().seq();
    long to = welcomed.current().seq();
    return to - from <= RESUMED_ENTRIES
        && history.entries().subMap(from, false, to, true).values().stream()
                .mapToLong(OrderCheck::bytes)
                .sum()
            <= RESUMED_BYTES;
  }

  private static long bytes(ReceivedEntry entry) {
    String text =
        switch (entry.action()) {
          case Action.Say say -> say.text();
          case Action.Edit edit -> edit.text();
          case Action.Delete delete -> "";
          case Action.React react -> "";
        };
    return FRAME_BYTES + text.getBytes(StandardCharsets.UTF_8).length;
  }

  private void check(ClientEvent.Disconnected ended, String client) {
    if (!REGULAR_CODES.contains(ended.code())) {
      reporter.report(Kind.ERROR_CLOSE, client, "was closed with " + ended.code());
    }
  }

  private void checkNumbers() {
    long last = history.end().seq();
    List<Long> missing =
        LongStream.rangeClosed(1, last)
            .filter(seq -> !history.entries().containsKey(seq))
            .boxed()
            .toList();
    if (!missing.isEmpty()) {
      reporter.report(
          Kind.GAP, "the room", "is at " + last + ", but no client received " + missing);
    }
  }
}
