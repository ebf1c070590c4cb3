package chat.app.check;

import chat.app.check.Complaint.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Every id was answered, is one entry if it was acknowledged and none if it was refused, and every
 * entry is one id's.
 */
final class AnswerCheck {
  private static final Set<String> FOR_NOW = Set.of("not-kept", "too-fast");

  private final Evidence evidence;
  private final Judge.Desk desk;
  private final Map<Wish, Note.Sent> wishes = new HashMap<>();
  private final Map<Wish, TreeSet<Long>> acknowledged = new HashMap<>();
  private final Map<Wish, String> refused = new HashMap<>();

  /** An id belongs to its member, whichever client of the member sends it. */
  private record Wish(String member, String id) {}

  AnswerCheck(Evidence evidence, Judge.Desk desk) {
    this.evidence = evidence;
    this.desk = desk;
    evidence.diaries().forEach(this::gather);
  }

  private void gather(Diary diary) {
    String member = diary.member();
    for (Note.Sent sent : diary.notes(Note.Sent.class)) {
      wishes.putIfAbsent(new Wish(member, sent.id()), sent);
    }
    for (Note.Acknowledged ack : diary.notes(Note.Acknowledged.class)) {
      acknowledged
          .computeIfAbsent(new Wish(member, ack.id()), wish -> new TreeSet<>())
          .add(ack.seq());
    }
    for (Note.Refused no : diary.notes(Note.Refused.class)) {
      if (!FOR_NOW.contains(no.code())) {
        refused.put(new Wish(member, no.id()), no.code());
      }
    }
  }

  void check() {
    checkAcknowledged();
    checkOwners();
    checkNames();
    checkRefused();
    checkAnswered();
    checkTurns();
  }

  private void checkAcknowledged() {
    acknowledged.forEach((wish, seqs) -> {
      if (seqs.size() > 1) {
        desk.complain(Kind.ID_TWICE, wish.member(), wish.id() + " was acknowledged as " + seqs);
      }
      for (long seq : seqs) {
        if (!isKept(wish, evidence.log().get(seq))) {
          desk.complain(
              Kind.ACKNOWLEDGED_BUT_MISSING,
              wish.member(),
              wishes.get(wish) + " was acknowledged as " + seq + ": " + evidence.log().get(seq));
        }
      }
    });
  }

  private boolean isKept(Wish wish, Line line) {
    Note.Sent sent = wishes.get(wish);
    if (sent == null || line == null || !evidence.isInTheEnd(line)) {
      return false;
    }
    Deed wanted = line.erased() ? sent.deed().erased() : sent.deed();
    boolean named = !(wanted instanceof Deed.Say) || line.id().equals(wish.id());
    return named && line.by().equals(wish.member()) && line.deed().equals(wanted);
  }

  private void checkOwners() {
    Map<Long, Wish> owners = new HashMap<>();
    acknowledged.forEach((wish, seqs) -> {
      for (long seq : seqs) {
        Wish other = owners.putIfAbsent(seq, wish);
        if (other != null) {
          desk.complain(Kind.SHARED, "entry " + seq, "was promised to " + wish + " and " + other);
        }
      }
    });
    for (Line line : evidence.log().values()) {
      if (!owners.containsKey(line.seq())) {
        desk.complain(Kind.NOBODYS, "entry " + line.seq(), "is in no acknowledgement: " + line);
      }
    }
  }

  private void checkNames() {
    Map<Wish, Long> named = new HashMap<>();
    for (Standing message : evidence.kept().values()) {
      Long before = named.put(new Wish(message.from(), message.id()), message.seq());
      if (before != null) {
        desk.complain(
            Kind.ID_TWICE,
            message.from(),
            message.id() + " is both " + before + " and " + message.seq());
      }
    }
  }

  private void checkRefused() {
    refused.forEach((wish, code) -> {
      boolean isThere =
          evidence.kept().values().stream().anyMatch(m -> wish.equals(new Wish(m.from(), m.id())));
      if (isThere || acknowledged.containsKey(wish)) {
        desk.complain(Kind.REFUSED_BUT_KEPT, wish.member(), wish.id() + " was refused as " + code);
      }
    });
  }

  private void checkAnswered() {
    wishes.forEach((wish, sent) -> {
      if (!acknowledged.containsKey(wish) && !refused.containsKey(wish)) {
        desk.complain(Kind.UNANSWERED, wish.member(), "got no answer to " + sent);
      }
    });
  }

  /** What a member wanted earlier is earlier in the log. */
  private void checkTurns() {
    Map<String, TreeMap<Integer, Long>> members = new HashMap<>();
    acknowledged.forEach((wish, seqs) -> {
      if (wishes.containsKey(wish)) {
        members
            .computeIfAbsent(wish.member(), member -> new TreeMap<>())
            .put(wishes.get(wish).turn(), seqs.first());
      }
    });
    members.forEach((member, turns) -> {
      long before = 0;
      for (var turn : turns.entrySet()) {
        if (turn.getValue() < before) {
          desk.complain(
              Kind.OUT_OF_TURN,
              member,
              "wanted no. " + turn.getKey() + " (" + turn.getValue() + ") after " + before);
        }
        before = Math.max(before, turn.getValue());
      }
    });
  }
}
