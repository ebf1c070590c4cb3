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
 * One connection's place in a room. Each act is checked here and answered once through its receipt;
 * what a seat says after it has left is still kept, as it was sent before.
 */
public final class Seat {
  private static final Duration TYPING_PAUSE = Duration.ofSeconds(2);

  private final ChatRoom room;
  private final Member member;
  private final RoomClient client;
  private final Supplier<Duration> rateLimit;
  private final InstantSource clock;
  // Only the connection's reader writes.
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
   * Says a text.
   *
   * @param id the client's own id for it, or empty
   * @param re the message this one answers, or 0
   */
  public void say(String id, String text, long re, Receipt receipt) {
    append(
        Text.refusal(text, room.rules().maxTextLength()),
        new Draft.Say(member, id, text, re),
        receipt);
  }

  /** Replaces the text of one's own message. */
  public void edit(String id, long of, String text, Receipt receipt) {
    append(
        Text.refusal(text, room.rules().maxTextLength()),
        new Draft.Edit(member, id, of, text),
        receipt);
  }

  /** Takes back one's own message. */
  public void delete(String id, long of, Receipt receipt) {
    append(Optional.empty(), new Draft.Delete(member, id, of), receipt);
  }

  /** Adds a reaction to a message, or takes it away. */
  public void react(String id, long of, String emoji, boolean on, Receipt receipt) {
    Optional<Refusal> refusal =
        Text.isEmoji(emoji) ? Optional.empty() : Optional.of(Refusal.of(Code.BAD_FRAME));
    append(refusal, new Draft.React(member, id, of, emoji, on), receipt);
  }

  private void append(Optional<Refusal> refusal, Draft draft, Receipt receipt) {
    Optional<Refusal> why = refusal.or(this::checkRate).or(() -> checkSpeechRules(draft));
    if (why.isPresent()) {
      receipt.refused(why.get());
    } else {
      room.transcript().append(draft, receipt);
    }
  }

  private Optional<Refusal> checkRate() {
    return refusal(rateLimit.get());
  }

  /** Who is muted, or speaks in a slow room, is told how long to wait. */
  private Optional<Refusal> checkSpeechRules(Draft draft) {
    return refusal(room.speechRules().delay(room.name(), draft));
  }

  private static Optional<Refusal> refusal(Duration wait) {
    return wait.isZero() ? Optional.empty() : Optional.of(Refusal.tooFast(wait));
  }

  /**
   * Tells the others that this member is writing; more often than every 2 s it is not passed on.
   */
  public void typing() {
    Instant now = clock.instant();
    if (lastTyping.isAfter(now.minus(TYPING_PAUSE)) || room.speechRules().isMuted(member.id())) {
      return;
    }
    lastTyping = now;
    room.typing(member);
  }

  /** Gives the place back; a second time changes nothing. */
  public void leave() {
    room.leave(this);
  }
}
