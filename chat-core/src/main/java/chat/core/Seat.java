package chat.core;

import chat.core.cluster.StoreUnavailableException;
import chat.core.file.Attachment;
import chat.core.file.FileReference;
import chat.core.log.Draft;
import chat.core.log.DraftLimit;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.core.log.Refusal.Code;
import chat.core.log.Text;
import chat.core.name.Member;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The place of one connection in a room. Each act is checked here and answered once through its
 * receipt. A message after {@link #leave} is still kept, because it was sent before.
 */
public final class Seat {
  private static final Duration TYPING_INTERVAL = Duration.ofSeconds(2);

  /** 1,000, because a client that reconnects may repeat all that it has sent. */
  static final int LOOKUPS_AT_ONCE = 1_000;

  static final double LOOKUPS_PER_SECOND = 10;

  private final ChatRoom room;
  private final Member member;
  private final RoomClient client;
  private final Supplier<Duration> rateLimit;
  private final InstantSource clock;
  // Used by the reading thread of the connection only.
  private Instant lastTyping = Instant.MIN;
  // Null until a draft is refused; used by the reading thread, too.
  private Supplier<Duration> lookups;

  Seat(
      ChatRoom room,
      Member member,
      RoomClient client,
      Supplier<Duration> rateLimit,
      InstantSource clock) {
    this.room = room;
    this.member = member;
    this.client = client;
    this.rateLimit = rateLimit;
    this.clock = clock;
  }

  /**
   * The place of a member that acts once and is not present.
   *
   * @param lookups a limit that all such places of a member share
   */
  Seat(
      ChatRoom room,
      Member member,
      Supplier<Duration> rateLimit,
      Supplier<Duration> lookups,
      InstantSource clock) {
    this(room, member, RoomClient.NONE, rateLimit, clock);
    this.lookups = lookups;
  }

  public Member member() {
    return member;
  }

  public ChatRoom room() {
    return room;
  }

  RoomClient client() {
    return client;
  }

  /**
   * Appends a message.
   *
   * @param id the client's own id for it, or empty
   * @param replyTo the message that it answers, or 0
   */
  public void say(String id, String text, long replyTo, Receipt receipt) {
    append(textRefusal(text), new Draft.Say(member, id, text, replyTo), receipt);
  }

  /**
   * Appends a message with files; its text may be empty. Waits for the store of files.
   *
   * @param files at most {@link Attachment#MAX_FILES}, each of this member and not said before
   */
  public void say(
      String id, String text, long replyTo, List<FileReference> files, Receipt receipt) {
    if (files.isEmpty()) {
      say(id, text, replyTo, receipt);
      return;
    }
    List<Attachment> found = new ArrayList<>();
    Optional<Refusal> refusal =
        checkRate()
            .or(() -> textRefusal(text).filter(each -> each.code() != Code.EMPTY))
            .or(() -> find(files, found));
    Draft draft = new Draft.Say(member, id, text, replyTo, found);
    submit(refusal.or(() -> checkSpeechRules(draft)), draft, receipt);
  }

  private Optional<Refusal> find(List<FileReference> files, List<Attachment> found) {
    try {
      return room.files().find(room.name(), member, files, found)
          ? Optional.empty()
          : Optional.of(Refusal.of(Code.NO_SUCH_FILE));
    } catch (StoreUnavailableException e) {
      return Optional.of(Refusal.of(Code.NOT_KEPT));
    }
  }

  private Optional<Refusal> textRefusal(String text) {
    return Text.refusal(text, room.rules().maxTextLength());
  }

  /** Replaces the text of one of the member's messages. */
  public void edit(String id, long target, String text, Receipt receipt) {
    append(textRefusal(text), new Draft.Edit(member, id, target, text), receipt);
  }

  /** Deletes one of the member's messages. Refused for its rate only if it is refused anyway. */
  public void delete(String id, long target, Receipt receipt) {
    Optional<Refusal> tooFast = checkRate();
    room.transcript()
        .append(
            new Draft.Delete(member, id, target),
            tooFast.isEmpty() ? receipt : new RateLimitedReceipt(receipt, tooFast.get()));
  }

  /** The receipt of a draft beyond the rate, which may be kept, but may not fail for free. */
  private record RateLimitedReceipt(Receipt receipt, Refusal tooFast) implements Receipt {
    @Override
    public void kept(long seq) {
      receipt.kept(seq);
    }

    @Override
    public void refused(Refusal refusal) {
      receipt.refused(refusal.code() == Code.NOT_KEPT ? refusal : tooFast);
    }
  }

  /** Adds a reaction to a message, or takes it away. */
  public void react(String id, long target, String emoji, boolean on, Receipt receipt) {
    Optional<Refusal> refusal =
        Text.isEmoji(emoji) ? Optional.empty() : Optional.of(Refusal.of(Code.BAD_FRAME));
    String canonical = Text.canonicalEmoji(emoji);
    append(refusal, new Draft.React(member, id, target, canonical, on), receipt);
  }

  /** Pins a message, or pins it no longer. */
  public void pin(String id, long target, boolean on, Receipt receipt) {
    append(Optional.empty(), new Draft.Pin(member, id, target, on), receipt);
  }

  /** Refuses a command that cannot be read; it counts against the rate limit like any other. */
  public void refuse(Refusal invalid, Receipt receipt) {
    receipt.refused(checkRate().orElse(invalid));
  }

  private void append(Optional<Refusal> invalid, Draft draft, Receipt receipt) {
    // The rate first: what is refused costs its sender as much as what is taken.
    submit(checkRate().or(() -> invalid).or(() -> checkSpeechRules(draft)), draft, receipt);
  }

  private void submit(Optional<Refusal> refusal, Draft draft, Receipt receipt) {
    if (refusal.isEmpty()) {
      appendWithinLimit(draft, receipt);
    } else if (!draft.id().isEmpty() && takeLookup()) {
      room.transcript().refuse(draft, refusal.get(), receipt);
    } else {
      receipt.refused(refusal.get());
    }
  }

  /** This server has judged the draft by what was said here; the log judges over all servers. */
  private void appendWithinLimit(Draft draft, Receipt receipt) {
    DraftLimit limit = room.speechRules().limit(room.name(), draft, room.rateLimit(member));
    room.transcript()
        .append(draft, limit, limit.pause().isZero() ? receipt : new SlowModeReceipt(receipt));
  }

  /** The receipt of a message in slow mode, which has counted here though the log may refuse it. */
  private final class SlowModeReceipt implements Receipt {
    private final Receipt receipt;

    SlowModeReceipt(Receipt receipt) {
      this.receipt = receipt;
    }

    @Override
    public void kept(long seq) {
      receipt.kept(seq);
    }

    @Override
    public void refused(Refusal refusal) {
      if (refusal.code() == Code.SLOW || refusal.code() == Code.TOO_FAST) {
        room.speechRules().setDelay(room.name(), member.id(), refusal.retryAfter());
      }
      receipt.refused(refusal);
    }
  }

  private Optional<Refusal> checkRate() {
    Duration wait = rateLimit.get();
    return wait.isZero() ? Optional.empty() : Optional.of(Refusal.tooFast(wait));
  }

  /** Refuses drafts of muted members, and drafts that come too soon in a room in slow mode. */
  private Optional<Refusal> checkSpeechRules(Draft draft) {
    return room.speechRules().refusal(room.name(), draft);
  }

  /** Whether the log may be asked for the id of a refused draft. */
  private boolean takeLookup() {
    if (lookups == null) {
      lookups = new TokenBucket(LOOKUPS_PER_SECOND, LOOKUPS_AT_ONCE, clock)::take;
    }
    return lookups.get().isZero();
  }

  /**
   * Notifies the room that this member is writing, at most every 2 s, because clients show it
   * longer than that.
   */
  public void typing() {
    Instant now = clock.instant();
    if (lastTyping.isAfter(now.minus(TYPING_INTERVAL)) || room.speechRules().isMuted(member.id())) {
      return;
    }
    lastTyping = now;
    room.typing(member);
  }

  /** Gives the seat back; a second call does nothing. */
  public void leave() {
    room.leave(this);
  }
}
