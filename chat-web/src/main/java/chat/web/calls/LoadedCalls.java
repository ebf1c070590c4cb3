package chat.web.calls;

import chat.core.member.CallQueue.WaitingCall;
import chat.core.member.ReadPosition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The calls that are in memory: chooses those that are due, within the limits of what may run at
 * once. Used by one thread.
 */
final class LoadedCalls {
  private final CallSettings settings;
  private final InstantSource clock;
  // In the order in which they were loaded.
  private final Map<BotCall.Key, BotCall> calls = new LinkedHashMap<>();
  private final Map<String, Integer> runningOfHost = new HashMap<>();
  private final Map<String, Integer> runningOfBot = new HashMap<>();
  private final Map<BotCall, String> running = new HashMap<>();

  LoadedCalls(CallSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  int size() {
    return calls.size();
  }

  /** Adds what waits for a bot, unless it is here; returns false when some of it has no place. */
  boolean add(String botId, List<WaitingCall> waiting) {
    Instant now = clock.instant();
    for (WaitingCall each : waiting) {
      var key = new BotCall.Key(botId, each);
      if (!calls.containsKey(key)) {
        if (calls.size() >= settings.loaded()) {
          return false;
        }
        calls.put(key, new BotCall(key, settings.waits(), now));
      }
    }
    return true;
  }

  /**
   * Chooses calls that are due, and counts them as running.
   *
   * @param hosts gives the host and port of a bot; empty for one that was revoked
   */
  List<BotCall> start(Function<String, Optional<String>> hosts) {
    Instant now = clock.instant();
    List<BotCall> started = new ArrayList<>();
    for (BotCall call : calls.values()) {
      if (running.size() >= settings.atOnce()) {
        break;
      }
      String bot = call.key().botId();
      if (call.isWaiting() && !call.due().isAfter(now) && isBelow(bot, runningOfBot)) {
        String host = hosts.apply(bot).orElse("");
        if (runningOfHost.getOrDefault(host, 0) < settings.perHost()) {
          call.start();
          running.put(call, host);
          runningOfHost.merge(host, 1, Integer::sum);
          runningOfBot.merge(bot, 1, Integer::sum);
          started.add(call);
        }
      }
    }
    return started;
  }

  private boolean isBelow(String bot, Map<String, Integer> counts) {
    return counts.getOrDefault(bot, 0) < settings.perBot();
  }

  /** Ends the counting of a call that was started. */
  void stopped(BotCall call) {
    decrement(runningOfHost, running.remove(call));
    decrement(runningOfBot, call.key().botId());
  }

  private static void decrement(Map<String, Integer> counts, String key) {
    counts.computeIfPresent(key, (k, count) -> count == 1 ? null : count - 1);
  }

  /**
   * Forgets the calls of a bot in a room up to the first one that is not done; they come in the
   * order of their messages.
   *
   * @return the last message that was forgotten
   */
  Optional<ReadPosition> forgetDone(BotCall.Key key) {
    List<BotCall> ofRoom =
        calls.values().stream()
            .filter(call -> isOfSameRoom(call.key(), key))
            .sorted(Comparator.comparingLong(call -> call.key().call().message().seq()))
            .toList();
    Optional<ReadPosition> last = Optional.empty();
    for (BotCall call : ofRoom) {
      if (!call.isDone()) {
        break;
      }
      last = Optional.of(call.key().call().message());
      calls.remove(call.key());
    }
    return last;
  }

  private static boolean isOfSameRoom(BotCall.Key one, BotCall.Key other) {
    return one.botId().equals(other.botId())
        && one.call().room().equals(other.call().room())
        && one.call().message().epoch().equals(other.call().message().epoch());
  }

  /** Forgets calls that do not run. */
  void removeIf(Predicate<BotCall> condition) {
    calls.values().removeIf(call -> !call.isRunning() && condition.test(call));
  }

  /** The bots of these calls. */
  List<String> bots() {
    return calls.keySet().stream().map(BotCall.Key::botId).distinct().toList();
  }

  /** When the next call is due that waits; one that waits for others to end is not counted. */
  Optional<Instant> nextDue() {
    Instant now = clock.instant();
    return calls.values().stream()
        .filter(BotCall::isWaiting)
        .map(BotCall::due)
        .filter(due -> due.isAfter(now))
        .min(Comparator.naturalOrder());
  }
}
