package chat.core;

import chat.core.Refusal.Code;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Whether a draft may be kept, given the message that it speaks of. Asked by each transcript in the
 * order of its numbers, so that an edit that races a deletion is decided once for everybody.
 */
public final class Ruling {
  private Ruling() {}

  /**
   * A message as far as a ruling needs it.
   *
   * @param author the id of the member who said it
   * @param reactions the kinds of reactions on it
   */
  public record Target(String author, boolean deleted, java.util.Set<String> reactions) {}

  /**
   * Rules on one draft.
   *
   * @param last the last number given
   * @param target finds a message by its number; empty where that number is no message
   * @return why not, or empty when the draft may be kept
   */
  public static Optional<Refusal> on(
      Draft draft, long last, LongFunction<Optional<Target>> target) {
    return switch (draft) {
      case Draft.Say say ->
          say.re() == 0 || (say.re() <= last && target.apply(say.re()).isPresent())
              ? Optional.empty()
              : refused(Code.NO_SUCH_MESSAGE);
      case Draft.Edit edit -> onOwn(edit, target.apply(edit.of()));
      case Draft.Delete delete -> onOwn(delete, target.apply(delete.of()));
      case Draft.React react -> onReaction(react, target.apply(react.of()));
    };
  }

  private static Optional<Refusal> onOwn(Draft draft, Optional<Target> target) {
    if (target.isEmpty() || target.get().deleted()) {
      return refused(Code.NO_SUCH_MESSAGE);
    }
    return target.get().author().equals(draft.by().id())
        ? Optional.empty()
        : refused(Code.NOT_YOURS);
  }

  private static Optional<Refusal> onReaction(Draft.React draft, Optional<Target> target) {
    if (target.isEmpty() || target.get().deleted()) {
      return refused(Code.NO_SUCH_MESSAGE);
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
