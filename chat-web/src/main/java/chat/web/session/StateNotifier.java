package chat.web.session;

import chat.web.delivery.Outbox;
import chat.web.protocol.Dialect;
import chat.web.protocol.MemberState;
import java.util.function.Supplier;

/** Sends the frame {@code state} to one connection when its state is another one. */
final class StateNotifier {
  private final Dialect dialect;
  private final Outbox outbox;
  private final Supplier<MemberState> present;
  private MemberState sent = MemberState.UNRESTRICTED;
  private boolean opened;

  /**
   * @param present reads the present state
   */
  StateNotifier(Dialect dialect, Outbox outbox, Supplier<MemberState> present) {
    this.dialect = dialect;
    this.outbox = outbox;
    this.present = present;
  }

  /** Called when the opening frames are on their way; sends a state that restricts anything. */
  synchronized void opened() {
    opened = true;
    update();
  }

  /**
   * Sends the present state if it has changed. It is read under the lock, so that the last state
   * that is sent is the latest.
   */
  synchronized void update() {
    if (!opened) {
      return;
    }
    MemberState now = present.get();
    if (!now.isLike(sent)) {
      sent = now;
      dialect.state(now).ifPresent(outbox::offerText);
    }
  }
}
