package chat.web.export;

import chat.core.log.Entry;
import chat.core.log.Refusal;
import chat.core.log.Text;
import chat.core.name.Member;
import java.time.Instant;
import java.util.BitSet;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks that entries are those of one room, in its order. */
final class EntryCheck {
  private static final Pattern MEMBER_ID = Pattern.compile("[!-~]{1,64}");
  private static final Pattern ENTRY_ID = Pattern.compile("[!-~]{0,64}");

  /** 64 code units; a nickname has 24 code points, and a guest's address at most 41. */
  private static final int MAX_NAME = 64;

  private final BitSet messages = new BitSet();
  private int last;
  private Instant lastAt = Instant.EPOCH;

  /** The number of the last entry. */
  long last() {
    return last;
  }

  /**
   * Checks the next entry.
   *
   * @throws IllegalArgumentException with what is wrong with it
   */
  void follow(Entry entry) {
    check(
        entry.seq() == last + 1L,
        "its seq is " + entry.seq() + " where " + (last + 1) + " is next");
    check(!entry.at().isBefore(lastAt), "it is earlier than the entry before");
    check(ENTRY_ID.matcher(entry.id()).matches(), "its id is not valid");
    checkMember(entry.by());
    switch (entry) {
      case Entry.Said said -> checkSaid(said);
      case Entry.Edited edited -> {
        checkTarget(edited.target());
        check(edited.deleted() || isText(edited.text()), "its text is not valid");
      }
      case Entry.Deleted deleted -> checkTarget(deleted.target());
      case Entry.Reacted reacted -> {
        checkTarget(reacted.target());
        check(Text.isEmoji(reacted.emoji()), "its emoji is not valid");
      }
      case Entry.Pinned pinned -> checkTarget(pinned.target());
    }
    last = Math.toIntExact(entry.seq());
    lastAt = entry.at();
  }

  private void checkSaid(Entry.Said said) {
    if (said.replyTo() != 0) {
      checkTarget(said.replyTo());
    }
    boolean isValid =
        said.deleted() || isText(said.text()) || (said.text().isEmpty() && !said.files().isEmpty());
    check(isValid, "its text is not valid");
    messages.set(Math.toIntExact(said.seq()));
  }

  private static boolean isText(String text) {
    Optional<Refusal> refusal = Text.refusal(text);
    return refusal.isEmpty();
  }

  private void checkTarget(long target) {
    check(
        target > 0 && target <= last && messages.get((int) target), "no message has seq " + target);
  }

  private static void checkMember(Member member) {
    boolean isName =
        member.name().length() <= MAX_NAME
            && member.name().codePoints().noneMatch(Character::isISOControl);
    check(MEMBER_ID.matcher(member.id()).matches() && isName, "its member is not valid");
  }

  private static void check(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
