package chat.core.log;

import chat.core.log.Refusal.Code;
import chat.core.name.Member;
import java.util.Optional;
import java.util.Set;

/**
 * Validates a draft against the message that it is about. Each transcript calls it in the order of
 * its sequence numbers, so that an edit that races a deletion is decided once for all clients.
 */
public final class DraftValidator {
  private DraftValidator() {}

  /**
   * The state of a message that the validator uses.
   *
   * @param author the id of its author
   * @param reactions the kinds of reactions on it
   */
  public record TargetMessage(String author, boolean deleted, Set<String> reactions) {}

  /**
   * Validates one draft.
   *
   * @param target the message that the draft is about; empty where there is none with its number
   * @return the refusal, or empty when the draft may be kept
   */
  public static Optional<Refusal> validate(Draft draft, Optional<TargetMessage> target) {
    return switch (draft) {
      case Draft.Say say ->
          say.replyTo() == 0 || target.isPresent()
              ? Optional.empty()
              : refused(Code.NO_SUCH_MESSAGE);
      case Draft.Edit edit -> validateOwn(edit, target);
      case Draft.Delete delete -> validateOwn(delete, target);
      case Draft.React react -> validateReaction(react, target);
      case Draft.Pin pin -> validatePresent(target);
    };
  }

  /**
   * Refuses to pin one message more than a room may have. A message that is pinned may be pinned
   * again, which changes nothing.
   *
   * @param isPinned whether the message is pinned already
   * @param pinned how many messages of the room are
   */
  public static Optional<Refusal> validatePin(Draft.Pin draft, boolean isPinned, int pinned) {
    return draft.on() && !isPinned && pinned >= Message.PINNED_IN_ROOM
        ? refused(Code.TOO_MANY_PINS)
        : Optional.empty();
  }

  private static Optional<Refusal> validatePresent(Optional<TargetMessage> target) {
    return target.isEmpty() || target.get().deleted()
        ? refused(Code.NO_SUCH_MESSAGE)
        : Optional.empty();
  }

  private static Optional<Refusal> validateOwn(Draft draft, Optional<TargetMessage> target) {
    if (target.isEmpty() || target.get().deleted()) {
      return refused(Code.NO_SUCH_MESSAGE);
    }
    return target.get().author().equals(draft.by().id()) || isDeletionByOwner(draft)
        ? Optional.empty()
        : refused(Code.NOT_YOURS);
  }

  private static boolean isDeletionByOwner(Draft draft) {
    return draft instanceof Draft.Delete && draft.by().equals(Member.OWNER);
  }

  private static Optional<Refusal> validateReaction(
      Draft.React draft, Optional<TargetMessage> target) {
    Optional<Refusal> absent = validatePresent(target);
    if (absent.isPresent()) {
      return absent;
    }
    var kinds = target.get().reactions();
    boolean oneTooMany =
        draft.on() && !kinds.contains(draft.emoji()) && kinds.size() >= Message.REACTION_KINDS;
    return oneTooMany ? refused(Code.BAD_FRAME) : Optional.empty();
  }

  private static Optional<Refusal> refused(Code code) {
    return Optional.of(Refusal.of(code));
  }
}
