package chat.client;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Events on their way to the program, which one thread notifies of them. When the program lags by
 * 1,000 events, nothing more is read, until the server cuts the connection and the client resumes.
 */
final class EventQueue {
  private static final int CAPACITY = 1_000;

  private final BlockingQueue<Item> items = new LinkedBlockingQueue<>(CAPACITY);
  private final Consumer<Event> handler;
  private final Consumer<RuntimeException> onFailure;
  private final Thread thread = Thread.ofVirtual().name("chat-events").unstarted(this::deliver);
  private volatile Optional<Cursor> delivered;

  private record Item(Event event, Optional<Cursor> after) {}

  /**
   * @param delivered the cursor before the first event
   * @param onFailure called once, when the program's handler has thrown an exception
   */
  EventQueue(
      Consumer<Event> handler, Optional<Cursor> delivered, Consumer<RuntimeException> onFailure) {
    this.handler = handler;
    this.delivered = delivered;
    this.onFailure = onFailure;
  }

  void start() {
    thread.start();
  }

  /**
   * Adds an event, and waits where there is no room for it.
   *
   * @param after the cursor once the program has it
   */
  void add(Event event, Optional<Cursor> after) throws InterruptedException {
    items.put(new Item(event, after));
  }

  /** The last entry that the program has been notified of. */
  Optional<Cursor> delivered() {
    return delivered;
  }

  private void deliver() {
    try {
      while (true) {
        Item item = items.take();
        handler.accept(item.event);
        delivered = item.after;
      }
    } catch (InterruptedException e) {
      // The client has ended.
    } catch (RuntimeException e) {
      onFailure.accept(e);
    }
  }

  void end() {
    thread.interrupt();
  }
}
