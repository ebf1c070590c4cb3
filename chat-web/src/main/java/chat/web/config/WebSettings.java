package chat.web.config;

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
 * @param trustedProxies addresses, and ranges of them, whose forwarding headers count
 * @param leaveGrace how long a member without a connection is still present
 * @param nicknameHold how long a nickname is kept for a member that left
 * @param limits of everything else
 * @param tls the files to speak TLS with; empty: no TLS
 * @param httpPort a port that sends everybody to the one with TLS; empty: none
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
    Duration nicknameHold,
    Limits limits,
    Optional<TlsFiles> tls,
    OptionalInt httpPort) {
  public WebSettings {
    origins = Set.copyOf(origins);
    trustedProxies = Set.copyOf(trustedProxies);
  }

  /** With the limits that are right for most, and without TLS. */
  public WebSettings(
      String host,
      int port,
      Set<String> origins,
      boolean guests,
      Optional<Double> messagesPerSecond,
      OptionalInt connectionsPerAddress,
      Set<String> trustedProxies,
      Duration leaveGrace,
      Duration nicknameHold) {
    this(
        host,
        port,
        origins,
        guests,
        messagesPerSecond,
        connectionsPerAddress,
        trustedProxies,
        leaveGrace,
        nicknameHold,
        Limits.STANDARD,
        Optional.empty(),
        OptionalInt.empty());
  }
}
