package chat.app.check;

import chat.app.check.Complaint.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares what all clients did and saw with each other, with what a newcomer reads in the end, and
 * with what the wire contract promises. Knows nothing of sockets, time or the server.
 */
final class Judge {
  private final List<Complaint> complaints = new ArrayList<>();

  private Judge() {}

  /**
   * Judges one run.
   *
   * @param diaries of all clients, after everything was answered and everybody had caught up
   * @param newcomer of a client that came after the end and read everything
   * @return what was broken; empty when every promise was kept
   */
  static List<Complaint> judge(List<Diary> diaries, Diary newcomer) {
    var judge = new Judge();
    var evidence = new Evidence(diaries, newcomer);
    judge.compare(evidence);
    new OrderCheck(evidence, judge::complain).check();
    new ReadingCheck(evidence, judge::complain).check();
    new AnswerCheck(evidence, judge::complain).check();
    return List.copyOf(judge.complaints);
  }

  /** Where a check takes what is broken. */
  interface Desk {
    void complain(Kind kind, String who, String what);
  }

  private void complain(Kind kind, String who, String what) {
    complaints.add(new Complaint(kind, who, what));
  }

  /** All have heard the same under each number, and it is there for good. */
  private void compare(Evidence evidence) {
    evidence
        .heard()
        .forEach((seq, lines) -> {
          for (Line line : lines) {
            if (!line.agreesWith(lines.getFirst())) {
              complain(Kind.DIFFERENT, "entry " + seq, "is " + lines.getFirst() + " and " + line);
            }
            if (!evidence.isInTheEnd(line)) {
              complain(Kind.SEEN_BUT_MISSING, "somebody", "has heard " + line);
            }
          }
        });
  }
}
