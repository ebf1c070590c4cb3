package chat.app.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** The counts of a run. */
final class Tally {
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  void add(String what) {
    counts.computeIfAbsent(what, w -> new LongAdder()).increment();
  }

  long of(String what) {
    return counts.getOrDefault(what, new LongAdder()).sum();
  }

  private void add(String what, long many) {
    counts.computeIfAbsent(what, w -> new LongAdder()).add(many);
  }

  /** Adds what stands in the diaries. */
  void addAll(List<Diary> diaries) {
    Map<String, Map<String, Long>> acknowledged = new HashMap<>();
    for (Diary diary : diaries) {
      var ids = acknowledged.computeIfAbsent(diary.member(), member -> new HashMap<>());
      diary.notes(Note.Acknowledged.class).forEach(ack -> ids.put(ack.id(), ack.seq()));
    }
    add("acknowledged", acknowledged.values().stream().mapToLong(Map::size).sum());
    diaries.forEach(diary -> addAll(diary, acknowledged.get(diary.member())));
  }

  private void addAll(Diary diary, Map<String, Long> acknowledged) {
    long stands = 0;
    for (Note note : diary.notes()) {
      switch (note) {
        case Note.Opened opened -> {
          stands = opened.stands().seq();
          add(opened.resumed() ? "resumed" : "not resumed: " + why(opened));
        }
        case Note.Heard heard -> add("delivered");
        case Note.Read read -> add("read from the history", read.messages().size());
        case Note.Sent sent -> {
          add("sent");
          if (acknowledged.getOrDefault(sent.id(), Long.MAX_VALUE) <= stands) {
            // It was in the log already when this client came and sent it again.
            add("duplicates avoided");
          }
        }
        case Note.Acknowledged ack -> {}
        case Note.Refused refused -> add("refused as " + refused.code());
        case Note.Ended ended ->
            add(ended.own() ? "ended by the client" : "ended by the server with " + ended.code());
      }
    }
  }

  private static String why(Note.Opened opened) {
    if (opened.asked().isEmpty()) {
      return "no cursor";
    }
    boolean known = opened.asked().get().epoch().equals(opened.stands().epoch());
    return known ? "too far behind" : "cursor of elsewhere";
  }

  @Override
  public String toString() {
    return new TreeMap<>(counts)
        .entrySet().stream()
            .map(count -> count.getKey() + " " + count.getValue())
            .collect(Collectors.joining(", "));
  }
}
