package chat.app.check;

import chat.app.check.Complaint.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What was read agrees with what was heard, and both together are all there is. */
final class ReadingCheck {
  private final Evidence evidence;
  private final Judge.Desk desk;

  ReadingCheck(Evidence evidence, Judge.Desk desk) {
    this.evidence = evidence;
    this.desk = desk;
  }

  void check() {
    for (Diary diary : evidence.diaries()) {
      diary.notes(Note.Read.class).forEach(page -> check(page, diary.client()));
      checkNothingLeftOut(diary);
    }
  }

  /** A page has all messages of its stretch, as they stood at its moment. */
  private void check(Note.Read page, String client) {
    if (page.more() && page.messages().isEmpty()) {
      desk.complain(Kind.HOLE, client, "read nothing, but was told that there is more");
      return;
    }
    long from = page.more() ? page.messages().getFirst().seq() : 1;
    long below = page.exact() ? Math.min(page.below(), page.standing() + 1) : page.below();
    List<Long> due = evidence.messages(from, below);
    List<Long> got = page.messages().stream().map(Standing::seq).toList();
    if (!got.equals(due)) {
      desk.complain(Kind.HOLE, client, "read " + got + " where the log has " + due);
    }
    page.messages().forEach(message -> check(message, page, client));
  }

  private void check(Standing message, Note.Read page, String client) {
    Line said = evidence.log().get(message.seq());
    // What nobody has heard is complained of elsewhere.
    if (said != null && !(message.isOf(said) && couldStandSo(message, said, page))) {
      desk.complain(
          Kind.DIFFERENT,
          client,
          "read "
              + message
              + " at "
              + page.standing()
              + " of "
              + said
              + ' '
              + evidence.about(message.seq()));
    }
  }

  private boolean couldStandSo(Standing message, Line said, Note.Read page) {
    List<Line> changes = evidence.about(message.seq());
    if (said.erased() || changes.stream().anyMatch(Line::erased)) {
      return true; // Nobody has heard the text.
    }
    Standing then = Standing.of(said);
    for (Line change : changes) {
      boolean later = change.seq() > page.standing();
      if (later && (page.exact() || then.equals(message))) {
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
    boolean isNewcomer = diary == evidence.newcomer();
    long since = isNewcomer ? 0 : diary.notes(Note.Opened.class).getFirst().place();
    List<Long> missed =
        evidence.messages(since + 1, Long.MAX_VALUE).stream()
            .filter(s -> !got.contains(s))
            .toList();
    if (!missed.isEmpty()) {
      desk.complain(Kind.HOLE, diary.client(), "never got " + missed);
    }
  }
}
