package chat.web;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the owner decides about the room on the web.
 *
 * @param host the address to listen at
 * @param port the port to listen at; 0 for any free one
 * @param origins pages of other sites that may connect, or {@code *}
 * @param guests whether a connection without a cookie is let in, named by its address
 * @param messagesPerSecond of each member; empty: no limit
 * @param connectionsPerAddress at once; empty: no limit
 * @param trustedProxies addresses whose {@code X-Forwarded-*} headers count
 * @param leaveGrace how long a member without a connection is still present
 * @param nicknameHold how long a nickname is kept for a member that left
 */
public record WebSettings(
    String host,
    int port,
    Set<String> origins,
    boolean guests,
    Optional<Double> messagesPerSecond,
    OptionalInt connectionsPerAddress,
    Set<String> trustedProxies,
    Duration leaveGrace,
    Duration nicknameHold) {
  public WebSettings {
    origins = Set.copyOf(origins);
    trustedProxies = Set.copyOf(trustedProxies);
  }
}
