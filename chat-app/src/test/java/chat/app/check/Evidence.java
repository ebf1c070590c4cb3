package chat.app.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What all diaries together tell about the room. */
final class Evidence {
  private final List<Diary> diaries;
  private final Diary newcomer;
  private final NavigableMap<Long, List<Line>> heard = new TreeMap<>();
  private final NavigableMap<Long, Standing> kept = new TreeMap<>();
  private final NavigableMap<Long, Line> log = new TreeMap<>();
  private final Map<Long, List<Line>> about = new HashMap<>();

  /**
   * @param newcomer the diary of the one who has read everything in the end
   */
  Evidence(List<Diary> diaries, Diary newcomer) {
    this.diaries = Stream.concat(diaries.stream(), Stream.of(newcomer)).toList();
    this.newcomer = newcomer;
    for (Note.Read page : newcomer.notes(Note.Read.class)) {
      page.messages().forEach(message -> kept.put(message.seq(), message));
    }
    for (Diary diary : this.diaries) {
      diary.notes(Note.Heard.class).forEach(one -> hear(one.line()));
    }
    heard.forEach((seq, lines) -> log.put(seq, likeliest(lines)));
    for (Line line : log.values()) {
      about.computeIfAbsent(line.deed().about(), seq -> new ArrayList<>()).add(line);
    }
  }

  private void hear(Line line) {
    List<Line> same = heard.computeIfAbsent(line.seq(), seq -> new ArrayList<>(1));
    if (!same.contains(line)) {
      same.add(line);
    }
  }

  /** The one that is there in the end; of one that was heard with and without text the one with. */
  private Line likeliest(List<Line> lines) {
    return lines.stream()
        .max(
            Comparator.<Line>comparingInt(line -> isInTheEnd(line) ? 1 : 0)
                .thenComparingInt(line -> line.erased() ? 0 : 1))
        .orElseThrow();
  }

  /** Of all clients. */
  List<Diary> diaries() {
    return diaries;
  }

  Diary newcomer() {
    return newcomer;
  }

  /** The first place of the newcomer: the numbering, and the last entry of all. */
  chat.core.log.Cursor end() {
    return newcomer.notes(Note.Opened.class).getFirst().stands();
  }

  /**
   * All that was heard under each number: one line, if all is well, or one with and without text.
   */
  NavigableMap<Long, List<Line>> heard() {
    return heard;
  }

  /** The messages as the newcomer has read them. */
  NavigableMap<Long, Standing> kept() {
    return kept;
  }

  /** The entries, as far as anybody can tell. */
  NavigableMap<Long, Line> log() {
    return log;
  }

  /** The numbers of messages in a stretch of the log. */
  List<Long> messages(long from, long below) {
    return below <= from
        ? List.of()
        : log.subMap(from, below).values().stream()
            .filter(line -> line.deed() instanceof Deed.Say)
            .map(Line::seq)
            .toList();
  }

  /** What was done to a message. */
  List<Line> about(long seq) {
    return about.getOrDefault(seq, List.of());
  }

  /** Whether what was heard is in what was read in the end. Only messages can be read. */
  boolean isInTheEnd(Line line) {
    Standing standing = kept.get(line.seq());
    boolean fits =
        line.deed() instanceof Deed.Say
            ? standing != null && standing.isOf(line)
            : standing == null;
    return fits && line.seq() <= end().seq();
  }
}
