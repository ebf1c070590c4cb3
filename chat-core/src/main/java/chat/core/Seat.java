package chat.core;

import chat.core.log.Draft;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.core.log.Refusal.Code;
import chat.core.log.Text;
import chat.core.name.Member;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The place of one connection in a room. Each act is checked here and answered once through its
 * receipt. A message after {@link #leave} is still kept, because it was sent before.
 */
public final class Seat {
  private static final Duration TYPING_INTERVAL = Duration.ofSeconds(2);

  private final ChatRoom room;
  private final Member member;
  private final RoomClient client;
  private final Supplier<Duration> rateLimit;
  private final InstantSource clock;
  // Used by the reading thread of the connection only.
  private Instant lastTyping = Instant.MIN;

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
    append(
        Text.refusal(text, room.rules().maxTextLength()),
        new Draft.Say(member, id, text, replyTo),
        receipt);
  }

  /** Replaces the text of one of the member's messages. */
  public void edit(String id, long target, String text, Receipt receipt) {
    append(
        Text.refusal(text, room.rules().maxTextLength()),
        new Draft.Edit(member, id, target, text),
        receipt);
  }

  /** Deletes one of the member's messages. */
  public void delete(String id, long target, Receipt receipt) {
    append(Optional.empty(), new Draft.Delete(member, id, target), receipt);
  }

  /** Adds a reaction to a message, or takes it away. */
  public void react(String id, long target, String emoji, boolean on, Receipt receipt) {
    Optional<Refusal> refusal =
        Text.isEmoji(emoji) ? Optional.empty() : Optional.of(Refusal.of(Code.BAD_FRAME));
    append(refusal, new Draft.React(member, id, target, emoji, on), receipt);
  }

  private void append(Optional<Refusal> refusal, Draft draft, Receipt receipt) {
    Optional<Refusal> first = refusal.or(this::checkRate).or(() -> checkSpeechRules(draft));
    if (first.isPresent()) {
      receipt.refused(first.get());
    } else {
      room.transcript().append(draft, receipt);
    }
  }

  private Optional<Refusal> checkRate() {
    return refusal(rateLimit.get());
  }

  /** Refuses drafts of muted members, and drafts that come too soon in a room in slow mode. */
  private Optional<Refusal> checkSpeechRules(Draft draft) {
    return refusal(room.speechRules().delay(room.name(), draft));
  }

  private static Optional<Refusal> refusal(Duration wait) {
    return wait.isZero() ? Optional.empty() : Optional.of(Refusal.tooFast(wait));
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
