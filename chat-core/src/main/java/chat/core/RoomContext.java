package chat.core;

import chat.core.cluster.Cluster;
import chat.core.file.FileReferences;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Rules, files and servers that all rooms of a server share.
 *
 * @param clock monotonic; for waits and rates
 */
record RoomContext(
    Rooms.Rules rules,
    SpeechRules speechRules,
    FileReferences files,
    Cluster cluster,
    InstantSource clock) {
  /** That of a room alone, on one server and without files. */
  static RoomContext alone(Rooms.Rules rules, InstantSource clock) {
    var speechRules = new SpeechRules(clock);
    speechRules.setRate(rules);
    return new RoomContext(
        rules, speechRules, new FileReferences(Optional.empty()), Cluster.ALONE, clock);
  }
}
