package chat.core;

import chat.core.log.Draft;
import chat.core.log.LogUnavailableException;
import chat.core.log.Message;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.core.log.Refusal.Code;
import chat.core.log.Transcript;
import chat.core.log.Transcript.Page;
import chat.core.log.Transcript.ReadLimit;
import chat.core.log.Transcripts;
import chat.core.name.Member;
import chat.core.name.RoomName;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Finds, deletes and pins messages for the owner, whoever wrote them, also in rooms that are not
 * open. A deletion or a pin returns when the log has kept it, and throws {@link
 * LogUnavailableException} when the log does not. Safe for many threads.
 */
public final class MessageModeration {
  /** 200 messages, because clients that keep up have room for the deletions of all of them. */
  private static final ReadLimit PAGE = new ReadLimit(200, 1 << 20);

  private final Transcripts transcripts;
  private final Duration timeout;

  /**
   * @param timeout how long the log may take to keep a pin, or the deletions of one page of
   *     messages
   */
  public MessageModeration(Transcripts transcripts, Duration timeout) {
    this.transcripts = transcripts;
    this.timeout = timeout;
  }

  /** Deletes one message; returns whether there was one. */
  public boolean delete(RoomName room, long seq) {
    return transcripts.find(room).map(log -> delete(log, List.of(seq))).orElse(0) > 0;
  }

  /**
   * Pins a message, or pins it no longer, also where members may not.
   *
   * @return why it was not done, or empty
   */
  public Optional<Code> pin(RoomName room, long seq, boolean on) {
    return transcripts
        .find(room)
        .map(log -> append(log, new Draft.Pin(Member.OWNER, "", seq, on)).refusal(timeout))
        .orElse(Optional.of(Code.NO_SUCH_MESSAGE));
  }

  /** Whether a member has written a message that is not deleted, in any room. */
  public boolean hasMessage(String author) {
    return transcripts.rooms().stream()
        .map(transcripts::find)
        .flatMap(Optional::stream)
        .anyMatch(log -> pages(log).anyMatch(page -> !by(author, page).isEmpty()));
  }

  /** Deletes the messages of a member in all rooms; returns how many. */
  public int deleteAll(String author) {
    return transcripts.rooms().stream().mapToInt(room -> deleteAll(room, author)).sum();
  }

  /** Deletes the messages of a member in one room; returns how many. */
  public int deleteAll(RoomName room, String author) {
    return transcripts.find(room).map(log -> deleteAll(log, author)).orElse(0);
  }

  private int deleteAll(Transcript log, String author) {
    return pages(log).mapToInt(page -> delete(log, by(author, page))).sum();
  }

  /** The messages of a log, newest first; each page is read when it is needed. */
  private static Stream<Page> pages(Transcript log) {
    return Stream.iterate(
        log.before(Long.MAX_VALUE, PAGE),
        Objects::nonNull,
        page -> page.more() ? log.before(page.messages().getFirst().seq(), PAGE) : null);
  }

  private static List<Long> by(String author, Page page) {
    return page.messages().stream()
        .filter(message -> message.from().id().equals(author) && !message.deleted())
        .map(Message::seq)
        .toList();
  }

  private int delete(Transcript log, List<Long> seqs) {
    List<Outcome> outcomes =
        seqs.stream().map(seq -> append(log, new Draft.Delete(Member.OWNER, "", seq))).toList();
    return (int) outcomes.stream().filter(each -> each.refusal(timeout).isEmpty()).count();
  }

  private static Outcome append(Transcript log, Draft draft) {
    Outcome outcome = new Outcome();
    log.append(draft, outcome);
    return outcome;
  }

  /** The receipt of one act, which can be waited for. */
  private static final class Outcome implements Receipt {
    private final CompletableFuture<Optional<Code>> refusal = new CompletableFuture<>();

    @Override
    public void kept(long seq) {
      refusal.complete(Optional.empty());
    }

    @Override
    public void refused(Refusal reason) {
      if (reason.code() == Code.NOT_KEPT) {
        refusal.completeExceptionally(new LogUnavailableException("it was not kept"));
      } else {
        refusal.complete(Optional.of(reason.code()));
      }
    }

    /** Waits; why the act was refused, or empty. */
    Optional<Code> refusal(Duration timeout) {
      try {
        return refusal.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        throw new LogUnavailableException("it waits for the log");
      } catch (ExecutionException e) {
        throw new LogUnavailableException(e.getCause().getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LogUnavailableException("interrupted while waiting for the log");
      }
    }
  }
}
