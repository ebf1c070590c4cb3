package chat.web.config;

import chat.web.metrics.Limit;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How much of everything is enough. Whatever a stranger can send, open or keep waiting has a limit
 * here, or beside it in {@link WebSettings}; {@link Limit} names them for {@code /metrics}.
 */
public record Limits(Talk talk, Search search, Door door, Http http) {
  /** What is right for a room that stands on the internet. */
  public static final Limits STANDARD =
      new Limits(Talk.STANDARD, Search.STANDARD, Door.STANDARD, Http.STANDARD);

  /**
   * For those who are in.
   *
   * @param burst so many messages at once, before the rate counts: people write in bursts
   * @param textLength of a message in code points
   * @param messageSize of a WebSocket message in bytes, over all its fragments
   * @param behind so many bytes may wait for one connection; then it is cut
   * @param stuck so long a write may take nothing; then the connection is cut
   */
  public record Talk(int burst, int textLength, int messageSize, int behind, Duration stuck) {
    public static final Talk STANDARD =
        new Talk(5, 4_096, 64 * 1024, 1 << 20, Duration.ofSeconds(15));
  }

  /**
   * For those who look for what was said.
   *
   * @param perMember searches a minute; empty: no limit
   * @param perAddress searches a minute of all members that come from there; empty: no limit
   */
  public record Search(OptionalInt perMember, OptionalInt perAddress) {
    // Somebody who types asks again at each pause.
    public static final Search STANDARD = new Search(OptionalInt.of(60), OptionalInt.of(600));
  }

  /**
   * For those who want to come in.
   *
   * @param signIns a minute from each address; empty: no limit
   * @param arrivals new connections a minute from each address; empty: no limit
   * @param rooms open at once, as each costs memory and anybody may open one
   * @param roomsPerMember at once
   */
  public record Door(OptionalInt signIns, OptionalInt arrivals, int rooms, int roomsPerMember) {
    public static final Door STANDARD =
        new Door(OptionalInt.of(300), OptionalInt.of(1_000), 10_000, 50);
  }

  /**
   * For requests.
   *
   * @param addressLength of a request's first line in bytes
   * @param headerSize of all header lines in bytes
   * @param formSize of a body in bytes
   * @param headTime from connecting, TLS included, until the first request's head is here
   * @param requestTime for a request's body and its answer
   * @param keepAlive how long a connection may wait for its next request, until its head is here
   * @param tcpConnections at once, WebSockets included: fewer than the process has file descriptors
   */
  public record Http(
      int addressLength,
      int headerSize,
      int formSize,
      Duration headTime,
      Duration requestTime,
      Duration keepAlive,
      int tcpConnections) {
    public static final Http STANDARD =
        new Http(
            4_096,
            16 * 1024,
            16 * 1024,
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            8_000);
  }
}
