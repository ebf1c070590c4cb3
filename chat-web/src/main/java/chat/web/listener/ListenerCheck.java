package chat.web.listener;

import io.helidon.webserver.ConnectionContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/**
 * Finds out that a listener has ended by itself. Helidon 4.5.0 ends one for good when {@code
 * accept} fails, as without a free file descriptor, and calls nothing: its thread waits for its own
 * end ({@code ServerListener.suspend}). Before that it shuts its executor down, which each of its
 * connections knows. So the end of a listener is not found before its first connection.
 */
public final class ListenerCheck implements Runnable {
  private final Runnable ended;
  private final Set<ExecutorService> executors = ConcurrentHashMap.newKeySet();
  // Of the thread that checks.
  private boolean found;

  /**
   * @param ended called once when a listener has ended, also by a stop of the server
   */
  public ListenerCheck(Runnable ended) {
    this.ended = ended;
  }

  /** Called for each connection. */
  void connected(ConnectionContext context) {
    ExecutorService executor = context.listenerContext().executor();
    if (!executors.contains(executor)) {
      executors.add(executor);
    }
  }

  /** Checks the listeners. Called several times a second, by one thread. */
  @Override
  public void run() {
    if (!found && executors.stream().anyMatch(ExecutorService::isShutdown)) {
      found = true;
      ended.run();
    }
  }
}
