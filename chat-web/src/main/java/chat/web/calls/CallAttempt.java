package chat.web.calls;

import chat.core.cluster.StoreUnavailableException;
import chat.core.log.Entry;
import chat.core.log.Transcript;
import chat.core.log.Transcript.ReadLimit;
import chat.core.log.Transcripts;
import chat.core.member.CallQueue.WaitingCall;
import chat.core.member.ReadPosition;
import chat.core.name.RoomName;
import chat.web.access.Admission;
import chat.web.api.ApiRefusal;
import chat.web.api.Speaker;
import chat.web.programs.Program;
import chat.web.programs.Program.Bot;
import chat.web.programs.Programs;
import chat.web.protocol.Command;
import chat.web.protocol.Json;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One try of a call: posts the message, and says the answer. The id of what is said is made of the
 * bot and the number of the message, so a repeated call says nothing twice. Safe for many threads.
 */
final class CallAttempt {
  private static final System.Logger LOG = System.getLogger(CallAttempt.class.getName());

  /** Refusals that may not last. */
  private static final Set<String> PASSING =
      Set.of("too-fast", "slow", "not-kept", "unknown", "draining", "unavailable");

  private final Programs programs;
  private final Transcripts transcripts;
  private final Admission admission;
  private final Speaker speaker;
  private final CallClient client;

  CallAttempt(
      Programs programs,
      Transcripts transcripts,
      Admission admission,
      Speaker speaker,
      CallClient client) {
    this.programs = programs;
    this.transcripts = transcripts;
    this.admission = admission;
    this.speaker = speaker;
    this.client = client;
  }

  /** What has come of a try. */
  enum Outcome {
    /** The bot has answered. */
    ANSWERED,
    /** There is nothing to call for any more, or nobody to call. */
    OBSOLETE,
    /** The try failed. */
    FAILED,
    /** This server could not try. */
    POSTPONED
  }

  /** Makes the try. */
  Outcome run(BotCall.Key key) {
    try {
      Optional<Bot> bot = programs.calledBot(key.botId());
      Optional<Entry.Said> said = bot.isEmpty() ? Optional.empty() : find(key.call());
      return said.isEmpty() ? Outcome.OBSOLETE : call(bot.get(), key.call().room(), said.get());
    } catch (StoreUnavailableException e) {
      LOG.log(Level.DEBUG, "a call is made later: {0}", e.getMessage());
      return Outcome.POSTPONED;
    }
  }

  /** Empty when the message was deleted, or its numbering is over. */
  private Optional<Entry.Said> find(WaitingCall call) {
    ReadPosition message = call.message();
    return transcripts
        .find(call.room())
        .filter(log -> log.epoch().equals(message.epoch()))
        .flatMap(log -> find(log, message.seq()));
  }

  private static Optional<Entry.Said> find(Transcript log, long seq) {
    return log.after(seq - 1, seq, new ReadLimit(1, Integer.MAX_VALUE)).stream()
        .flatMap(List::stream)
        .filter(Entry.Said.class::isInstance)
        .map(Entry.Said.class::cast)
        .filter(said -> !said.deleted())
        .findFirst();
  }

  private Outcome call(Bot bot, RoomName room, Entry.Said said) {
    Optional<Admission.Refused> refused = admission.refusal(bot.member(), room);
    if (refused.isPresent()) {
      return refused.get().isByOwner() ? Outcome.OBSOLETE : Outcome.POSTPONED;
    }
    Program.Callback callback = bot.callback().orElseThrow();
    try {
      byte[] answer = client.post(callback, body(room, said));
      return text(answer).map(text -> say(bot, room, said, text)).orElse(Outcome.ANSWERED);
    } catch (CallFailedException e) {
      LOG.log(
          Level.INFO,
          "a call of {0} ({1}) at {2} failed: {3}",
          bot.member().name(),
          bot.member().id(),
          callback.url().getHost(),
          e.getMessage());
      return Outcome.FAILED;
    }
  }

  private static byte[] body(RoomName room, Entry.Said said) {
    return Json.object(json -> {
      json.writeStringField("room", room.value());
      json.writeObjectFieldStart("said");
      Json.entry(json, said);
      json.writeEndObject();
    });
  }

  /** The text of an answer; empty where it has none, which is no failure. */
  private static Optional<String> text(byte[] answer) {
    try {
      String json = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(answer)).toString();
      return Command.message(json) instanceof Command.Say say
          ? Optional.of(say.text().replace("\r\n", "\n"))
          : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private Outcome say(Bot bot, RoomName room, Entry.Said said, String text) {
    // It may have been revoked during the request.
    if (!programs.contains(bot.member())) {
      return Outcome.OBSOLETE;
    }
    String id = bot.member().id() + '.' + said.seq();
    try {
      speaker.say(bot.member(), room, new Command.Say(id, text, said.seq(), List.of()));
      return Outcome.ANSWERED;
    } catch (ApiRefusal e) {
      LOG.log(
          Level.INFO,
          "an answer of {0} ({1}) was refused: {2}",
          bot.member().name(),
          bot.member().id(),
          e.code());
      return PASSING.contains(e.code()) ? Outcome.FAILED : Outcome.ANSWERED;
    }
  }
}
