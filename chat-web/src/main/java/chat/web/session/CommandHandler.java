package chat.web.session;

import chat.core.Seat;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.core.name.RoomName;
import chat.web.delivery.Outbox;
import chat.web.i18n.Messages;
import chat.web.metrics.Limit;
import chat.web.metrics.ServerMetrics;
import chat.web.protocol.CloseCodes;
import chat.web.protocol.Command;
import chat.web.protocol.Dialect;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Carries out the commands of one client at its seat, and answers each to this client alone. */
final class CommandHandler {
  /** 60 refusals, because a client that ignores so many in a minute does not read them. */
  static final int MAX_REFUSALS = 60;

  /** 20,000 frames without a message: a hundred times as many as a client in haste needs. */
  static final int MAX_IDLE_FRAMES = 20_000;

  private final Seat seat;
  private final Dialect dialect;
  private final Messages sentences;
  private final Outbox outbox;
  private final Consumer<List<RoomName>> watches;
  private final ServerMetrics metrics;
  private final ViolationCounter violations;
  private final ViolationCounter idleFrames;

  /**
   * @param sentences in the language of the client's page
   * @param watches called with the rooms that the client watches
   * @param violationWindow after which refused messages, and frames without one, are counted anew
   */
  CommandHandler(
      Seat seat,
      Dialect dialect,
      Messages sentences,
      Outbox outbox,
      Consumer<List<RoomName>> watches,
      ServerMetrics metrics,
      Duration violationWindow) {
    this.seat = seat;
    this.dialect = dialect;
    this.sentences = sentences;
    this.outbox = outbox;
    this.watches = watches;
    this.metrics = metrics;
    violations = new ViolationCounter(MAX_REFUSALS, violationWindow, System::nanoTime);
    idleFrames = new ViolationCounter(MAX_IDLE_FRAMES, violationWindow, System::nanoTime);
  }

  void handle(String text) {
    switch (dialect.command(text)) {
      case Command.Say say ->
          seat.say(say.id(), say.text(), say.replyTo(), say.files(), new Answer(say.id()));
      case Command.Edit edit ->
          seat.edit(edit.id(), edit.target(), edit.text(), new Answer(edit.id()));
      case Command.Delete delete ->
          seat.delete(delete.id(), delete.target(), new Answer(delete.id()));
      case Command.React react ->
          seat.react(react.id(), react.target(), react.emoji(), react.on(), new Answer(react.id()));
      case Command.Pin pin -> seat.pin(pin.id(), pin.target(), pin.on(), new Answer(pin.id()));
      case Command.Typing typing -> {
        countIdleFrame();
        seat.typing();
      }
      case Command.Watch watch -> {
        countIdleFrame();
        watches.accept(watch.rooms());
      }
      case Command.Invalid invalid ->
          seat.refuse(invalid.refusal(), new Answer(invalid.id().orElse("")));
    }
  }

  /** The answer to one command. */
  private final class Answer implements Receipt {
    private final String id;

    Answer(String id) {
      this.id = id;
    }

    @Override
    public void kept(long seq) {
      dialect.ack(id, seq).ifPresent(outbox::offerText);
    }

    @Override
    public void refused(Refusal refusal) {
      refuse(id.isEmpty() ? Optional.empty() : Optional.of(id), refusal);
    }
  }

  private void refuse(Optional<String> id, Refusal refusal) {
    String sentence = sentences.refusal(refusal.code().reason());
    dialect.refused(id, refusal, sentence).ifPresent(outbox::offerText);
    switch (refusal.code()) {
      case TOO_FAST, SLOW, MUTED -> countViolation();
      case TOO_LONG -> metrics.limitHit(Limit.TEXT_LENGTH);
      case EMPTY,
          NOT_YOURS,
          TOO_MANY_PINS,
          PINS_OFF,
          NO_SUCH_MESSAGE,
          NO_SUCH_FILE,
          BAD_FRAME,
          UNKNOWN_TYPE,
          NOT_KEPT -> {}
    }
  }

  private void countViolation() {
    metrics.limitHit(Limit.MESSAGE_RATE);
    count(violations);
  }

  /** Counts a frame that has no message, and no limit of its own: a ping, a pong, typing, watch. */
  void countIdleFrame() {
    count(idleFrames);
  }

  private void count(ViolationCounter counter) {
    if (counter.add() && !outbox.isClosing()) {
      metrics.limitHit(Limit.RATE_VIOLATIONS);
      outbox.close(CloseCodes.TOO_FAST);
    }
  }
}
