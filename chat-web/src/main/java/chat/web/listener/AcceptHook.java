package chat.web.listener;

import io.helidon.common.socket.SocketOptions;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;

/**
 * Socket options that notify the limiter of each accepted socket, because Helidon calls nothing
 * else before the handshake. An exception closes the socket, and nothing else.
 */
record AcceptHook(SocketOptions options, ConnectionLimiter limiter) implements SocketOptions {
  /**
   * 60 s without a byte, then 4 probes in 60 s: a client that only reads a stream is never asked
   * for an answer, and would be present for hours after its network has gone.
   */
  private static final int KEEP_ALIVE_IDLE_SECONDS = 60;

  private static final int KEEP_ALIVE_INTERVAL_SECONDS = 15;
  private static final int KEEP_ALIVE_PROBES = 4;

  /**
   * Those of each socket. With Nagle's algorithm a response would wait for the client's delayed
   * acknowledgement.
   */
  static final SocketOptions OPTIONS =
      SocketOptions.builder()
          .tcpNoDelay(true)
          .socketKeepAlive(true)
          .putSocketOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEP_ALIVE_IDLE_SECONDS)
          .putSocketOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEP_ALIVE_INTERVAL_SECONDS)
          .putSocketOption(ExtendedSocketOptions.TCP_KEEPCOUNT, KEEP_ALIVE_PROBES)
          .build();

  @Override
  public void configureSocket(SocketChannel channel) {
    options.configureSocket(channel);
    limiter.accepted(channel.socket());
  }

  @Override
  public Map<SocketOption<?>, Object> socketOptions() {
    return options.socketOptions();
  }

  @Override
  public Duration connectTimeout() {
    return options.connectTimeout();
  }

  @Override
  public Duration readTimeout() {
    return options.readTimeout();
  }

  @Override
  public Optional<Integer> socketReceiveBufferSize() {
    return options.socketReceiveBufferSize();
  }

  @Override
  public Optional<Integer> socketSendBufferSize() {
    return options.socketSendBufferSize();
  }

  @Override
  public boolean socketReuseAddress() {
    return options.socketReuseAddress();
  }

  @Override
  public boolean socketKeepAlive() {
    return options.socketKeepAlive();
  }

  @Override
  public boolean tcpNoDelay() {
    return options.tcpNoDelay();
  }
}
