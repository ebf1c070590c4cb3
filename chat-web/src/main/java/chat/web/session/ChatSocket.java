package chat.web.session;

import chat.core.ChatRoom;
import chat.core.RoomClient;
import chat.core.Rooms;
import chat.core.Seat;
import chat.core.log.Cursor;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.core.name.Member;
import chat.web.access.Admission;
import chat.web.client.RemoteClient;
import chat.web.config.MessageLimits;
import chat.web.delivery.FrameEncoder;
import chat.web.delivery.Outbox;
import chat.web.delivery.RoomStreams;
import chat.web.i18n.Messages;
import chat.web.listener.ConnectionLimiter;
import chat.web.metrics.Limit;
import chat.web.metrics.ServerMetrics;
import chat.web.protocol.Command;
import chat.web.protocol.Dialect;
import io.helidon.common.buffers.BufferData;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import java.util.Locale;
import java.util.Optional;

/** One connection's place in a room: text to commands, answers to its outbox. */
public final class ChatSocket implements WsListener, RoomClient {
  private final Rooms rooms;
  private final RoomStreams streams;
  private final ConnectionMonitor watch;
  private final Admission door;
  private final ConnectionLimiter porch;
  private final MessageLimits limits;
  private final ServerMetrics tally;

  // Set by the upgrader, before the connection is handled.
  private Outbox outbox;
  private Guest guest;

  private long last;
  private Seat seat;
  private volatile long heardAt = System.nanoTime();
  private long pingedAt = heardAt;
  private boolean behind;
  private final ViolationCounter strikes = new ViolationCounter();

  public ChatSocket(
      Rooms rooms,
      RoomStreams streams,
      ConnectionMonitor watch,
      Admission door,
      ConnectionLimiter porch,
      MessageLimits limits,
      ServerMetrics tally) {
    this.door = door;
    this.porch = porch;
    this.limits = limits;
    this.tally = tally;
    this.rooms = rooms;
    this.streams = streams;
    this.watch = watch;
  }

  /**
   * Who was let in, and how it wants to be spoken to.
   *
   * @param locale the language of its page
   */
  record Guest(Admission.Permit pass, Dialect dialect, Optional<Cursor> after, Locale locale) {}

  /** The door is open for this guest. */
  void admit(Guest admitted, Outbox itsOutbox) {
    guest = admitted;
    outbox = itsOutbox;
  }

  Dialect dialect() {
    return guest.dialect();
  }

  public Member member() {
    return guest.pass().member();
  }

  /** Where its connection comes from. */
  public RemoteClient caller() {
    return guest.pass().caller();
  }

  MessageLimits limits() {
    return limits;
  }

  public Outbox outbox() {
    return outbox;
  }

  @Override
  public void onOpen(WsSession session) {
    // Before anything can fail: the watch sees to it that a close is not waited for in vain.
    watch.add(this);
    try {
      seat = rooms.join(guest.pass().room(), member(), this);
      var seated = new Dialect.Welcome(seat.room(), member(), last, false, limits);
      outbox.start(Replay.opening(dialect(), seated, guest.after(), last));
    } catch (RuntimeException e) {
      if (!door.isDraining()) {
        outbox.refuse(1011);
        throw e;
      }
      // It passed the door just before that was shut, and found the log closed.
      outbox.refuse(1012);
    }
    if (door.isDraining()) {
      // Those who were here before have been told already.
      outbox.close(1012);
    }
    // Before anything is read from it: nobody slips through.
    door.regrets(guest.pass()).ifPresent(this::removed);
  }

  @Override
  public void joined(ChatRoom room, long lastHeard) {
    last = lastHeard;
    outbox.attach(streams.of(room, dialect()));
  }

  @Override
  public void removed(RemovalReason why) {
    outbox.close(
        switch (why) {
          case SIGNED_OUT -> 4001;
          case REMOVED -> 4002;
          case ROOM_CLOSED -> 4003;
        });
  }

  @Override
  public void onPing(WsSession session, BufferData payload) {
    session.pong(payload);
  }

  @Override
  public void onMessage(WsSession session, String text, boolean whole) {
    if (door.isDraining()) {
      // It is not answered, so the client sends it again when the server is back.
      return;
    }
    switch (dialect().command(text)) {
      case Command.Say say -> seat.say(say.id(), say.text(), say.re(), new Answer(say.id()));
      case Command.Edit edit -> seat.edit(edit.id(), edit.of(), edit.text(), new Answer(edit.id()));
      case Command.Delete delete -> seat.delete(delete.id(), delete.of(), new Answer(delete.id()));
      case Command.React react ->
          seat.react(react.id(), react.of(), react.emoji(), react.on(), new Answer(react.id()));
      case Command.Typing typing -> seat.typing();
      case Command.Unclear unclear -> refuse(unclear.id(), unclear.why());
    }
  }

  /** What becomes of one command, told to its author alone. */
  private final class Answer implements Receipt {
    private final String id;

    Answer(String id) {
      this.id = id;
    }

    @Override
    public void kept(long seq) {
      dialect().ack(id, seq).map(FrameEncoder::text).ifPresent(outbox::offer);
    }

    @Override
    public void refused(Refusal refusal) {
      refuse(id.isEmpty() ? Optional.empty() : Optional.of(id), refusal);
    }
  }

  private void refuse(Optional<String> id, Refusal refusal) {
    String sentence = Messages.of(guest.locale()).refusal(refusal.code().text());
    dialect().refused(id, refusal, sentence).map(FrameEncoder::text).ifPresent(outbox::offer);
    switch (refusal.code()) {
      case TOO_FAST -> tooFast();
      case TOO_LONG -> tally.met(Limit.TEXT_LENGTH);
      case EMPTY, NOT_YOURS, NO_SUCH_MESSAGE, BAD_FRAME, UNKNOWN_TYPE, NOT_KEPT -> {}
    }
  }

  private void tooFast() {
    tally.met(Limit.MESSAGE_RATE);
    if (strikes.isTooMany() && !outbox.isClosing()) {
      tally.met(Limit.PATIENCE);
      outbox.close(1008);
    }
  }

  /** The connection closes it with this code, for something that the client did. */
  void closedFor(int code) {
    if (code == 1009) {
      tally.met(Limit.MESSAGE_SIZE);
    }
  }

  /** A frame has arrived, whatever it is. */
  void heard() {
    heardAt = System.nanoTime();
  }

  /** When the last frame arrived, by {@link System#nanoTime}. */
  long heardAt() {
    return heardAt;
  }

  /** When the watch last asked for a sign of life; only the watch uses it. */
  long pingedAt() {
    return pingedAt;
  }

  void pinged(long now) {
    pingedAt = now;
    outbox.offer(FrameEncoder.EMPTY_PING);
  }

  /**
   * Remembers whether the peer was too far behind at this look of the watch; only the watch asks.
   *
   * @return whether it was so at the look before, too: once may be our own delay on a busy machine
   */
  boolean isBehindAgain(boolean behindNow) {
    boolean again = behindNow && behind;
    behind = behindNow;
    return again;
  }

  /** The end of the connection, whatever ended it. Called once, by its reader. */
  void ended() {
    watch.remove(this);
    try {
      outbox.end(ChatConnection.GOODBYE);
    } finally {
      goOut();
    }
  }

  /** Gives back what it had, whatever became of the outbox. */
  private void goOut() {
    if (seat != null) {
      seat.leave();
    }
    guest.pass().leave();
    porch.wentOut();
  }
}
