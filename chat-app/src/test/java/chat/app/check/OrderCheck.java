package chat.app.check;

import chat.app.check.Complaint.Kind;
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

  private final Evidence evidence;
  private final Judge.Desk desk;

  OrderCheck(Evidence evidence, Judge.Desk desk) {
    this.evidence = evidence;
    this.desk = desk;
  }

  void check() {
    for (Diary diary : evidence.diaries()) {
      checkOrder(diary);
      diary.notes(Note.Opened.class).forEach(opened -> check(opened, diary.client()));
      diary.notes(Note.Ended.class).forEach(ended -> check(ended, diary.client()));
    }
    checkNumbers();
  }

  private void checkOrder(Diary diary) {
    long next = 1;
    Set<Long> seen = new HashSet<>();
    for (Note note : diary.notes()) {
      if (note instanceof Note.Opened opened) {
        checkNotBack(opened, next - 1, diary.client());
        next = opened.place() + 1;
      } else if (note instanceof Note.Heard one) {
        long seq = one.line().seq();
        if (!seen.add(seq)) {
          desk.complain(Kind.TWICE, diary.client(), "heard again " + one.line());
        } else if (seq != next) {
          Kind kind = seq < next ? Kind.ORDER : Kind.HOLE;
          desk.complain(kind, diary.client(), "heard " + seq + " where " + next + " was next");
        }
        next = Math.max(next, seq + 1);
      }
    }
    if (next <= evidence.end().seq()) {
      desk.complain(
          Kind.HOLE, diary.client(), "was told nothing after " + (next - 1) + " to the end");
    }
  }

  private void checkNotBack(Note.Opened opened, long has, String client) {
    if (opened.stands().seq() < has) {
      desk.complain(
          Kind.SEEN_BUT_MISSING, client, "has " + has + ", but came back to " + opened.stands());
    }
  }

  private void check(Note.Opened opened, String client) {
    String epoch = evidence.end().epoch();
    if (!opened.stands().epoch().equals(epoch)) {
      desk.complain(Kind.EPOCH, client, "found " + opened.stands() + ", not " + epoch);
    } else if (opened.resumed() ? !isGood(opened) : isGood(opened) && isClose(opened)) {
      desk.complain(Kind.RESUME, client, "got " + opened);
    }
  }

  private static boolean isGood(Note.Opened opened) {
    Cursor stands = opened.stands();
    return opened.asked().stream()
        .anyMatch(c -> c.epoch().equals(stands.epoch()) && c.seq() <= stands.seq());
  }

  private boolean isClose(Note.Opened opened) {
    long from = opened.asked().orElseThrow().seq();
    long to = opened.stands().seq();
    return to - from <= RESUMED_ENTRIES
        && evidence.log().subMap(from, false, to, true).values().stream()
                .mapToLong(OrderCheck::bytes)
                .sum()
            <= RESUMED_BYTES;
  }

  private static long bytes(Line line) {
    String text =
        switch (line.deed()) {
          case Deed.Say say -> say.text();
          case Deed.Edit edit -> edit.text();
          case Deed.Delete delete -> "";
          case Deed.React react -> "";
        };
    return FRAME_BYTES + text.getBytes(StandardCharsets.UTF_8).length;
  }

  private void check(Note.Ended ended, String client) {
    if (!HARMLESS.contains(ended.code())) {
      desk.complain(Kind.CLOSED, client, "was closed with " + ended.code());
    }
  }

  private void checkNumbers() {
    long last = evidence.end().seq();
    List<Long> unheard =
        LongStream.rangeClosed(1, last)
            .filter(seq -> !evidence.log().containsKey(seq))
            .boxed()
            .toList();
    if (!unheard.isEmpty()) {
      desk.complain(Kind.HOLE, "the room", "is at " + last + ", but nobody heard " + unheard);
    }
  }
}
