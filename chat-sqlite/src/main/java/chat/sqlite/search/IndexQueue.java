package chat.sqlite.search;

import chat.core.name.RoomName;
import chat.sqlite.queue.GatheringQueue;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The rooms whose index is behind the log, in rounds: the entries that are committed during one
 * round are indexed together in the next. Committed rooms come from the committer; everything else
 * is for the indexer's thread.
 */
final class IndexQueue {
  private final Search.Settings settings;
  private final GatheringQueue<RoomName> queue = GatheringQueue.unbounded(new LinkedHashSet<>());
  private final Set<RoomName> round = new LinkedHashSet<>();
  // Of the round; the only field that other threads read.
  private volatile int inRound;
  private long offersBefore;

  IndexQueue(Search.Settings settings) {
    this.settings = settings;
  }

  /** Called by the committer: adds a room in which entries were committed. */
  void committed(RoomName room) {
    // Refused only once it is closed.
    boolean _ = queue.offer(room);
  }

  /** Adds a room of which only a part was indexed; the other rooms come first. */
  void addAgain(RoomName room) {
    round.add(room);
    inRound = round.size();
  }

  /** How many rooms are behind the log; called by any thread. */
  int size() {
    return queue.size() + inRound;
  }

  /** Waits for a room; empty when the queue is closed or the indexer was woken. */
  Optional<RoomName> next() {
    if (round.isEmpty()) {
      queue.await();
      queue.pause(settings.roundPause());
      round.addAll(queue.drain());
    }
    if (queue.pollWoken()) {
      return Optional.empty();
    }
    RoomName room = round.iterator().next();
    round.remove(room);
    inRound = round.size();
    return Optional.of(room);
  }

  /** Pauses after some work: longer where entries were committed since the last pause. */
  void throttle(Duration worked) {
    long offers = queue.offers();
    int factor = offers > offersBefore ? settings.busyFactor() : settings.quietFactor();
    offersBefore = offers;
    queue.pause(worked.multipliedBy(factor));
  }

  /** Pauses before another attempt, whatever woke the indexer before. */
  void pauseUnlessClosed(Duration time) {
    boolean _ = queue.pollWoken();
    queue.pause(time);
  }

  /** The rooms that are left. */
  Set<RoomName> remaining() {
    Set<RoomName> remaining = new LinkedHashSet<>(round);
    remaining.addAll(queue.drain());
    return remaining;
  }

  /** Ends one wait. */
  void wake() {
    queue.wake();
  }

  boolean isClosed() {
    return queue.isClosed();
  }

  /** Ends all waits. */
  void close() {
    queue.close();
  }
}
