package chat.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Commands that were not answered yet, in their order. One at a time is sent, and again after a new
 * connection until it is answered: the server takes each id once, and nothing can overtake. Safe
 * for many threads; no foreign code runs while its lock is held.
 */
final class Outbox {
  /** 1 s, because a log that cannot keep anything recovers by itself. */
  private static final Duration NOT_KEPT_PAUSE = Duration.ofSeconds(1);

  private final BiConsumer<Runnable, Duration> delayed;
  private final Deque<Command> waiting = new ArrayDeque<>();
  private Optional<Consumer<String>> connection = Optional.empty();
  private Optional<RuntimeException> end = Optional.empty();
  private boolean isHeadSent;

  /** Whether the first command was ever sent, so that it may be kept. */
  private boolean mayHeadBeKept;

  /** A command that waits for its answer. */
  private record Command(String id, String frame, CompletableFuture<Long> answer) {}

  /**
   * @param delayed runs an action after a time
   */
  Outbox(BiConsumer<Runnable, Duration> delayed) {
    this.delayed = delayed;
  }

  /** Adds a command; the result is completed with its entry's number, or its refusal. */
  CompletableFuture<Long> add(String id, String frame) {
    var command = new Command(id, frame, new CompletableFuture<>());
    synchronized (this) {
      if (end.isPresent()) {
        return CompletableFuture.failedFuture(end.get());
      }
      waiting.add(command);
    }
    sendHead();
    return command.answer;
  }

  /** Sends by a connection from now on. */
  void connected(Consumer<String> send) {
    synchronized (this) {
      connection = Optional.of(send);
      isHeadSent = false;
    }
    sendHead();
  }

  /** Sends nothing until there is a new connection. */
  synchronized void disconnected() {
    connection = Optional.empty();
    isHeadSent = false;
  }

  /** The client is another member from now on, for which the server does not know earlier ids. */
  void memberChanged() {
    Optional<Command> unknown = Optional.empty();
    synchronized (this) {
      if (mayHeadBeKept) {
        unknown = removeHead();
      }
    }
    unknown.ifPresent(command ->
        command.answer.completeExceptionally(
            new ClientEndedException("the sign-in has ended before the answer came")));
  }

  void acknowledged(String id, long seq) {
    Optional<Command> answered;
    synchronized (this) {
      answered = hasHead(id) ? removeHead() : Optional.empty();
    }
    answered.ifPresent(command -> command.answer.complete(seq));
    sendHead();
  }

  /** Sends the command again where that may help, else completes it with the refusal. */
  void refused(String id, RefusedException refusal, Duration retryAfter) {
    switch (refusal.code()) {
      case "too-fast", "slow" -> sendAgain(id, retryAfter);
      case "not-kept" -> sendAgain(id, NOT_KEPT_PAUSE);
      default -> {
        Optional<Command> answered;
        synchronized (this) {
          answered = hasHead(id) ? removeHead() : Optional.empty();
        }
        answered.ifPresent(command -> command.answer.completeExceptionally(refusal));
        sendHead();
      }
    }
  }

  private void sendAgain(String id, Duration pause) {
    Runnable again =
        () -> {
          synchronized (this) {
            isHeadSent &= !hasHead(id);
          }
          sendHead();
        };
    delayed.accept(again, pause);
  }

  /** Completes all commands, because no answer will come. */
  void end(RuntimeException reason) {
    while (true) {
      Optional<Command> head;
      synchronized (this) {
        end = Optional.of(reason);
        head = removeHead();
      }
      if (head.isEmpty()) {
        return;
      }
      head.get().answer.completeExceptionally(reason);
    }
  }

  private void sendHead() {
    Optional<Consumer<String>> by;
    String frame;
    synchronized (this) {
      if (waiting.isEmpty() || isHeadSent || connection.isEmpty()) {
        return;
      }
      isHeadSent = true;
      mayHeadBeKept = true;
      by = connection;
      frame = waiting.getFirst().frame;
    }
    by.get().accept(frame);
  }

  private boolean hasHead(String id) {
    return !waiting.isEmpty() && waiting.getFirst().id.equals(id);
  }

  private Optional<Command> removeHead() {
    isHeadSent = false;
    mayHeadBeKept = false;
    return Optional.ofNullable(waiting.poll());
  }
}
