package chat.app.consistency;

import chat.core.cluster.Cluster;
import chat.core.cluster.SharedStores;
import chat.core.log.LogStatus;
import chat.core.log.Transcript;
import chat.core.log.TranscriptProvider.Location;
import chat.core.log.Transcripts;
import chat.core.name.RoomName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Faults of a server, to test that the checker finds them. They are injected between the room and
 * its log, so that the program itself needs no switch for them.
 */
public enum FaultInjection {
  /** Acknowledges and delivers a message before it is committed. */
  ACK_BEFORE_COMMIT,
  /** A message between the subscription and the replay is delivered by both. */
  LIVE_BEFORE_REPLAY,
  /** A message between the replay and the subscription is delivered by neither. */
  LIVE_AFTER_REPLAY,
  /** A message of which the outcome is unknown for a while is refused with {@code not-kept}. */
  NOT_KEPT_AFTER_TIMEOUT,
  /** The entry that a notice names is delivered without those before it. */
  NOTICE_AS_TRUTH;

  private Transcript with(Transcript sound, RoomName room, Location log) {
    return switch (this) {
      case ACK_BEFORE_COMMIT -> new AckBeforeCommit(sound);
      case LIVE_BEFORE_REPLAY -> new LiveBeforeReplay(sound);
      case LIVE_AFTER_REPLAY -> new LiveAfterReplay(sound);
      case NOT_KEPT_AFTER_TIMEOUT -> new NotKeptAfterTimeout(sound);
      case NOTICE_AS_TRUTH -> new NoticeAsTruth(sound, room, log);
    };
  }

  /**
   * The same transcripts, each with the fault.
   *
   * @param log where they are kept
   */
  public Transcripts in(Transcripts sound, Location log) {
    return new FaultyTranscripts(sound, log);
  }

  private final class FaultyTranscripts implements Transcripts {
    private final Transcripts sound;
    private final Location log;
    private final Map<RoomName, Transcript> open = new ConcurrentHashMap<>();

    FaultyTranscripts(Transcripts sound, Location log) {
      this.sound = sound;
      this.log = log;
    }

    @Override
    public Transcript open(RoomName room) {
      return open.computeIfAbsent(room, name -> with(sound.open(name), name, log));
    }

    @Override
    public List<RoomName> rooms() {
      return sound.rooms();
    }

    @Override
    public LogStatus status() {
      return sound.status();
    }

    @Override
    public Cluster cluster() {
      return sound.cluster();
    }

    @Override
    public Optional<SharedStores> stores() {
      return sound.stores();
    }

    @Override
    public Duration unreachableFor() {
      return sound.unreachableFor();
    }

    @Override
    public void drain() {
      sound.drain();
    }

    @Override
    public void close() {
      sound.close();
    }
  }
}
