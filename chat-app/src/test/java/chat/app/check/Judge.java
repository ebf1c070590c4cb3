package chat.app.check;

import chat.app.check.Complaint.Kind;
import chat.core.Cursor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Compares what all clients did and saw with each other, with what a fresh client reads in the end,
 * and with what the wire contract promises. Knows nothing of sockets, time or the server.
 */
final class Judge {
  /** A client that is closer than this has to get the entries that it missed; see protocol.md. */
  private static final int RESUMED_ENTRIES = 1_000;

  /** Half of what the contract allows: how many bytes a frame has is not known here exactly. */
  private static final int RESUMED_BYTES = 256 * 1024;

  /** About what an entry has besides its text. */
  private static final int FRAME_BYTES = 300;

  private static final Set<String> FOR_NOW = Set.of("not-kept", "too-fast");
  private static final Set<Integer> HARMLESS = Set.of(0, 1000, 1001, 1012);

  private final List<Diary> diaries;
  private final Diary fresh;
  private final List<Complaint> complaints = new ArrayList<>();
  // All that was heard under a number: one line, if all is well.
  private final Map<Long, List<Line>> heard = new TreeMap<>();
  private final Map<Long, Standing> kept = new TreeMap<>();
  // What the log is, as far as anybody can tell.
  private final TreeMap<Long, Line> log = new TreeMap<>();
  private final Map<Long, List<Line>> about = new HashMap<>();
  private final Map<Asked, Note.Sent> asked = new HashMap<>();
  private final Map<Asked, TreeSet<Long>> acknowledged = new HashMap<>();
  private final long last;

  private record Asked(String member, String id) {}

  private Judge(List<Diary> diaries, Diary fresh) {
    this.diaries = Stream.concat(diaries.stream(), Stream.of(fresh)).toList();
    this.fresh = fresh;
    this.last = fresh.notes(Note.Opened.class).getLast().stands().seq();
  }

  /**
   * Judges one run.
   *
   * @param diaries of all clients, after everything was answered and everybody had caught up
   * @param fresh of a client that came after the end and read everything
   * @return what was broken; empty when every promise was kept
   */
  static List<Complaint> judge(List<Diary> diaries, Diary fresh) {
    return new Judge(diaries, fresh).judge();
  }

  private List<Complaint> judge() {
    diaries.forEach(this::gather);
    compareWhatWasHeard();
    diaries.forEach(this::checkOrder);
    diaries.forEach(this::checkResumes);
    diaries.forEach(this::checkReadings);
    diaries.forEach(this::checkNothingLeftOut);
    diaries.forEach(this::checkStillThere);
    checkNumbers();
    checkIds();
    checkAnswers();
    checkTurns();
    return List.copyOf(complaints);
  }

  private void complain(Kind kind, String who, String what) {
    complaints.add(new Complaint(kind, who, what));
  }

  private void gather(Diary diary) {
    for (Note note : diary.notes()) {
      switch (note) {
        case Note.Heard one -> gather(one.line());
        case Note.Read page when diary == fresh ->
            page.messages().forEach(message -> kept.put(message.seq(), message));
        case Note.Sent sent -> asked.putIfAbsent(new Asked(diary.member(), sent.id()), sent);
        case Note.Acknowledged ack -> gather(new Asked(diary.member(), ack.id()), ack.seq());
        case Note.Read other -> {}
        case Note.Opened opened -> {}
        case Note.Refused refused -> {}
        case Note.Ended ended -> check(ended, diary);
      }
    }
  }

  private void gather(Line line) {
    List<Line> same = heard.computeIfAbsent(line.seq(), seq -> new ArrayList<>(1));
    if (same.stream().noneMatch(line::equals)) {
      same.add(line);
    }
  }

  private void gather(Asked by, long seq) {
    acknowledged.computeIfAbsent(by, a -> new TreeSet<>()).add(seq);
  }

  private void check(Note.Ended ended, Diary diary) {
    if (!HARMLESS.contains(ended.code())) {
      complain(Kind.CLOSED, diary.client(), "was closed with " + ended.code());
    }
  }

  private void compareWhatWasHeard() {
    heard.forEach((seq, lines) -> {
      for (Line line : lines) {
        if (!line.agreesWith(lines.getFirst())) {
          complain(Kind.DIFFERENT, "entry " + seq, "is " + lines.getFirst() + " and " + line);
        }
      }
      log.put(seq, likeliest(lines, kept.get(seq)));
    });
    for (Line line : log.values()) {
      about.computeIfAbsent(line.deed().about(), seq -> new ArrayList<>()).add(line);
    }
  }

  /**
   * Of several the one that is in the log; of one that was heard with and without text the one
   * with.
   */
  private static Line likeliest(List<Line> lines, Standing standing) {
    return lines.stream()
        .max(
            Comparator.<Line>comparingInt(line -> isIn(line, standing) ? 1 : 0)
                .thenComparingInt(line -> line.erased() ? 0 : 1))
        .orElseThrow();
  }

  private static boolean isIn(Line line, Standing standing) {
    return standing == null ? !(line.deed() instanceof Deed.Say) : standing.isOf(line);
  }

  /** In each client's own view: the same order, no hole, nothing twice. */
  private void checkOrder(Diary diary) {
    long next = 1;
    long highest = 0;
    Set<Long> seen = new HashSet<>();
    for (Note note : diary.notes()) {
      if (note instanceof Note.Opened opened) {
        next = (opened.resumed() ? cursor(opened) : opened.stands().seq()) + 1;
        if (opened.stands().seq() < highest) {
          complain(
              Kind.SEEN_BUT_MISSING,
              diary.client(),
              "has heard " + highest + ", but came back to a room at " + opened.stands());
        }
      } else if (note instanceof Note.Heard one) {
        long seq = one.line().seq();
        if (!seen.add(seq)) {
          complain(Kind.TWICE, diary.client(), "heard " + seq + " again: " + one.line());
        } else if (seq < next) {
          complain(Kind.ORDER, diary.client(), "heard " + seq + " where " + next + " was next");
        } else if (seq > next) {
          complain(Kind.HOLE, diary.client(), "heard " + seq + " where " + next + " was next");
        }
        next = Math.max(next, seq + 1);
        highest = Math.max(highest, seq);
      }
    }
  }

  private static long cursor(Note.Opened opened) {
    return opened.asked().map(Cursor::seq).orElse(opened.stands().seq());
  }

  private void checkResumes(Diary diary) {
    String epoch = fresh.notes(Note.Opened.class).getFirst().stands().epoch();
    for (Note.Opened opened : diary.notes(Note.Opened.class)) {
      if (!opened.stands().epoch().equals(epoch)) {
        complain(Kind.EPOCH, diary.client(), "found " + opened.stands() + ", not " + epoch);
      } else if (opened.resumed() ? !isGood(opened) : isGood(opened) && isClose(opened)) {
        complain(Kind.RESUME, diary.client(), "got " + opened);
      }
    }
  }

  private static boolean isGood(Note.Opened opened) {
    Cursor stands = opened.stands();
    return opened.asked().stream()
        .anyMatch(c -> c.epoch().equals(stands.epoch()) && c.seq() <= stands.seq());
  }

  private boolean isClose(Note.Opened opened) {
    long from = cursor(opened);
    long to = opened.stands().seq();
    return to - from <= RESUMED_ENTRIES
        && log.subMap(from, false, to, true).values().stream().mapToLong(Judge::bytes).sum()
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
    return (long) FRAME_BYTES + text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Each page has all messages of its stretch, as they stood at its moment. */
  private void checkReadings(Diary diary) {
    for (Note.Read page : diary.notes(Note.Read.class)) {
      if (page.more() && page.messages().isEmpty()) {
        complain(Kind.HOLE, diary.client(), "read nothing, but was told that there is more");
        continue;
      }
      long from = page.more() ? page.messages().getFirst().seq() : 1;
      long to = Math.min(page.below(), page.exact() ? page.standing() + 1 : page.below());
      List<Long> due = to <= from ? List.of() : messages(from, to).toList();
      List<Long> got = page.messages().stream().map(Standing::seq).toList();
      if (!got.equals(due)) {
        complain(Kind.HOLE, diary.client(), "read " + got + " where the log has " + due);
      }
      page.messages().forEach(message -> check(message, page, diary));
    }
  }

  private Stream<Long> messages(long from, long to) {
    return log.subMap(from, to).values().stream()
        .filter(line -> line.deed() instanceof Deed.Say)
        .map(Line::seq);
  }

  private void check(Standing message, Note.Read page, Diary diary) {
    Line said = log.get(message.seq());
    if (said == null) {
      return; // A hole: complained of elsewhere.
    }
    if (!message.isOf(said) || !couldStandSo(message, said, page)) {
      complain(
          Kind.DIFFERENT,
          diary.client(),
          "read "
              + message
              + " at "
              + page.standing()
              + " of "
              + said
              + " and then "
              + about.getOrDefault(message.seq(), List.of()));
    }
  }

  private boolean couldStandSo(Standing message, Line said, Note.Read page) {
    List<Line> changes = about.getOrDefault(message.seq(), List.of());
    if (said.erased() || changes.stream().anyMatch(Line::erased)) {
      return true; // Nobody has heard the text.
    }
    Standing then = Standing.of(said);
    for (Line change : changes) {
      if (change.seq() > page.standing() && (page.exact() || then.equals(message))) {
        break;
      }
      then = then.after(change);
    }
    return then.equals(message);
  }

  /** Each client has every message since it came, heard or read. */
  private void checkNothingLeftOut(Diary diary) {
    Set<Long> got = new HashSet<>();
    diary.notes(Note.Heard.class).forEach(one -> got.add(one.line().seq()));
    diary.notes(Note.Read.class).forEach(page -> page.messages().forEach(m -> got.add(m.seq())));
    Note.Opened first = diary.notes(Note.Opened.class).getFirst();
    long since = diary == fresh ? 0 : cursor(first);
    List<Long> missed =
        log.tailMap(since, false).keySet().stream()
            .filter(seq -> log.get(seq).deed() instanceof Deed.Say && !got.contains(seq))
            .toList();
    if (!missed.isEmpty()) {
      complain(Kind.HOLE, diary.client(), "never got " + missed);
    }
  }

  /** What was heard is in the log for good. */
  private void checkStillThere(Diary diary) {
    for (Note.Heard one : diary.notes(Note.Heard.class)) {
      Line line = one.line();
      if (line.seq() > last || !isIn(line, kept.get(line.seq()))) {
        complain(Kind.SEEN_BUT_MISSING, diary.client(), "has heard " + line);
      }
    }
  }

  private void checkNumbers() {
    List<Long> unheard =
        LongStream.rangeClosed(1, last).filter(seq -> !log.containsKey(seq)).boxed().toList();
    if (!unheard.isEmpty()) {
      complain(Kind.HOLE, "the room", "is at " + last + ", but nobody heard " + unheard);
    }
  }

  /** Every entry is one id's, every acknowledged id is one entry. */
  private void checkIds() {
    Map<Long, Asked> owners = new HashMap<>();
    acknowledged.forEach((by, seqs) -> {
      if (seqs.size() > 1) {
        complain(Kind.ID_TWICE, by.member(), by.id() + " was acknowledged as " + seqs);
      }
      for (long seq : seqs) {
        Asked other = owners.putIfAbsent(seq, by);
        if (other != null) {
          complain(Kind.SHARED, by.member(), by + " and " + other + " are both entry " + seq);
        }
        if (!isKept(by, seq)) {
          complain(
              Kind.ACKNOWLEDGED_BUT_MISSING,
              by.member(),
              by.id() + " was acknowledged as " + seq + ", which is " + log.get(seq));
        }
      }
    });
    Map<Asked, Long> named = new HashMap<>();
    for (Standing message : kept.values()) {
      Long before = named.put(new Asked(message.from(), message.id()), message.seq());
      if (before != null) {
        complain(
            Kind.ID_TWICE, message.from(), message.id() + " is " + before + ", " + message.seq());
      }
    }
    for (Line line : log.values()) {
      if (!owners.containsKey(line.seq())) {
        complain(Kind.NOBODYS, "the room", "has an entry that nobody has an answer for: " + line);
      }
    }
  }

  private boolean isKept(Asked by, long seq) {
    Note.Sent sent = asked.get(by);
    Line line = log.get(seq);
    if (sent == null || line == null || seq > last || !isIn(line, kept.get(seq))) {
      return false;
    }
    Deed wanted = line.erased() ? sent.deed().erased() : sent.deed();
    boolean named = !(wanted instanceof Deed.Say) || line.id().equals(by.id());
    return named && line.by().equals(by.member()) && line.deed().equals(wanted);
  }

  private void checkAnswers() {
    Map<Asked, String> refused = new HashMap<>();
    for (Diary diary : diaries) {
      for (Note.Refused no : diary.notes(Note.Refused.class)) {
        if (!FOR_NOW.contains(no.code())) {
          refused.put(new Asked(diary.member(), no.id()), no.code());
        }
      }
    }
    refused.forEach((by, code) -> {
      boolean isThere =
          kept.values().stream().anyMatch(m -> by.equals(new Asked(m.from(), m.id())));
      if (isThere || acknowledged.containsKey(by)) {
        complain(Kind.REFUSED_BUT_KEPT, by.member(), by.id() + " was refused as " + code);
      }
    });
    for (Asked by : asked.keySet()) {
      if (!acknowledged.containsKey(by) && !refused.containsKey(by)) {
        complain(Kind.UNANSWERED, by.member(), "got no answer to " + asked.get(by));
      }
    }
  }

  /** What a member wanted earlier is earlier in the log. */
  private void checkTurns() {
    Map<String, TreeMap<Integer, Long>> members = new HashMap<>();
    acknowledged.forEach((by, seqs) -> {
      if (asked.containsKey(by)) {
        members
            .computeIfAbsent(by.member(), m -> new TreeMap<>())
            .put(asked.get(by).turn(), seqs.first());
      }
    });
    members.forEach((member, turns) -> {
      long before = 0;
      for (var turn : turns.entrySet()) {
        if (turn.getValue() < before) {
          complain(
              Kind.OUT_OF_TURN, member, "wanted no. " + turn.getKey() + " after entry " + before);
        }
        before = Math.max(before, turn.getValue());
      }
    });
  }
}
