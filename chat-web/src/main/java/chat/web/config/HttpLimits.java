package chat.web.config;

import java.time.Duration;

/**
 * The limits of HTTP requests and of TCP connections.
 *
 * @param requestLineSize the maximum size of a request's first line in bytes
 * @param headerSize the maximum size of all header lines in bytes
 * @param formSize the maximum size of a body in bytes. The default holds any text of the default
 *     length: a form has up to 12 bytes for each code point
 * @param headTimeout from the connect, TLS included, until the first request's head has arrived
 * @param requestTimeout for a request's body and its response
 * @param transferWindow the time in which the bytes of a file have to move on, instead of the one
 *     above
 * @param keepAlive the time that a connection may wait for the head of its next request
 * @param tcpConnections at once, WebSockets included: fewer than the process has file descriptors
 */
public record HttpLimits(
    int requestLineSize,
    int headerSize,
    int formSize,
    Duration headTimeout,
    Duration requestTimeout,
    Duration transferWindow,
    Duration keepAlive,
    int tcpConnections) {
  public static final HttpLimits DEFAULTS = new Builder().build();

  /** Builds HTTP limits, from their defaults. */
  public static final class Builder {
    private int requestLineSize = 4_096;
    private int headerSize = 16 * 1024;
    private int formSize = 64 * 1024;
    private Duration headTimeout = Duration.ofSeconds(10);
    private Duration requestTimeout = Duration.ofSeconds(60);
    private Duration transferWindow = Duration.ofSeconds(30);
    private Duration keepAlive = Duration.ofSeconds(30);
    private int tcpConnections = 8_000;

    /** Starts from the defaults. */
    public Builder() {}

    public Builder requestLineSize(int bytes) {
      requestLineSize = bytes;
      return this;
    }

    public Builder headerSize(int bytes) {
      headerSize = bytes;
      return this;
    }

    public Builder formSize(int bytes) {
      formSize = bytes;
      return this;
    }

    public Builder headTimeout(Duration timeout) {
      headTimeout = timeout;
      return this;
    }

    public Builder requestTimeout(Duration timeout) {
      requestTimeout = timeout;
      return this;
    }

    public Builder transferWindow(Duration window) {
      transferWindow = window;
      return this;
    }

    public Builder keepAlive(Duration timeout) {
      keepAlive = timeout;
      return this;
    }

    public Builder tcpConnections(int max) {
      tcpConnections = max;
      return this;
    }

    public HttpLimits build() {
      return new HttpLimits(
          requestLineSize,
          headerSize,
          formSize,
          headTimeout,
          requestTimeout,
          transferWindow,
          keepAlive,
          tcpConnections);
    }
  }
}
