package chat.web.api;

import chat.core.Rooms;
import chat.core.Seat;
import chat.core.cluster.StoreUnavailableException;
import chat.core.log.Entry;
import chat.core.log.LogUnavailableException;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.core.log.Transcript;
import chat.core.log.Transcript.ReadLimit;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.metrics.Limit;
import chat.web.metrics.ServerMetrics;
import chat.web.protocol.Command;
import io.helidon.http.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Says messages of members that are not present, and waits until they are kept. Safe for many
 * threads.
 */
public final class Speaker {
  /** 10 s: a log that takes longer has a hanging disk, or no database. */
  public static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Rooms rooms;
  private final ServerMetrics metrics;
  private final Duration timeout;

  /**
   * @param timeout how long the log may take to answer
   */
  public Speaker(Rooms rooms, ServerMetrics metrics, Duration timeout) {
    this.rooms = rooms;
    this.metrics = metrics;
    this.timeout = timeout;
  }

  /**
   * A message that is kept.
   *
   * @param at empty where the log has forgotten it by now
   * @param repeated whether it was said before under the same id
   */
  public record Said(long seq, Optional<Instant> at, boolean repeated) {}

  /**
   * Says a message.
   *
   * @throws ApiRefusal when it is not kept, or that is not known
   */
  public Said say(Member member, RoomName room, Command.Say say) {
    Seat seat = visit(member, room);
    try {
      long last = seat.room().last();
      Outcome outcome = new Outcome();
      seat.say(say.id(), say.text(), say.replyTo(), say.files(), outcome);
      long seq = outcome.seq();
      return new Said(seq, timeOf(seat.room().transcript(), seq), seq <= last);
    } finally {
      seat.leave();
    }
  }

  private Seat visit(Member member, RoomName room) {
    try {
      return rooms.visit(room, member);
    } catch (StoreUnavailableException e) {
      throw ApiRefusal.of(Refusal.of(Refusal.Code.NOT_KEPT));
    }
  }

  private static Optional<Instant> timeOf(Transcript log, long seq) {
    try {
      return log.after(seq - 1, seq, new ReadLimit(1, Integer.MAX_VALUE)).stream()
          .flatMap(List::stream)
          .map(Entry::at)
          .findFirst();
    } catch (LogUnavailableException e) {
      // It is kept, and that is what counts.
      return Optional.empty();
    }
  }

  /** The receipt of one message, which can be waited for. */
  private final class Outcome implements Receipt {
    private final CompletableFuture<Long> seq = new CompletableFuture<>();

    @Override
    public void kept(long number) {
      seq.complete(number);
    }

    @Override
    public void refused(Refusal refusal) {
      count(refusal);
      seq.completeExceptionally(ApiRefusal.of(refusal));
    }

    /** Waits; the number of the entry. */
    long seq() {
      try {
        return seq.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        throw unknown();
      } catch (ExecutionException e) {
        throw (ApiRefusal) e.getCause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw unknown();
      }
    }
  }

  private static ApiRefusal unknown() {
    return ApiRefusal.of(Status.GATEWAY_TIMEOUT_504, "unknown", "unknown");
  }

  private void count(Refusal refusal) {
    switch (refusal.code()) {
      case TOO_FAST, SLOW, MUTED -> metrics.limitHit(Limit.MESSAGE_RATE);
      case TOO_LONG -> metrics.limitHit(Limit.TEXT_LENGTH);
      default -> {}
    }
  }
}
