package chat.web.calls;

import chat.core.member.CallQueue.WaitingCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A call that is to be made, with its tries. Used by one thread. */
final class BotCall {
  private final Key key;
  private final List<Duration> waits;
  private int tries;
  private Instant due;
  private boolean running;
  private boolean done;

  /** A bot, and the message that it is called for. */
  record Key(String botId, WaitingCall call) {}

  BotCall(Key key, List<Duration> waits, Instant now) {
    this.key = key;
    this.waits = waits;
    due = now.plus(waits.getFirst());
  }

  Key key() {
    return key;
  }

  /** How many tries have failed. */
  int tries() {
    return tries;
  }

  Instant due() {
    return due;
  }

  /** Whether it waits for its next try. */
  boolean isWaiting() {
    return !running && !done;
  }

  /** Whether nothing is left to do. */
  boolean isDone() {
    return done;
  }

  boolean isRunning() {
    return running;
  }

  void start() {
    running = true;
  }

  void finish() {
    running = false;
    done = true;
  }

  /** Puts it off without counting the try. */
  void postpone(Instant until) {
    running = false;
    due = until;
  }

  /** Notes a try that has failed; returns whether it was the last one. */
  boolean fail(Instant now) {
    running = false;
    tries++;
    done = tries >= waits.size();
    if (!done) {
      due = now.plus(waits.get(tries));
    }
    return done;
  }
}
