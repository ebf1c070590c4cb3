package chat.web.config;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Settings of the listener: address, ports, TLS, allowed origins and trusted proxies.
 *
 * @param host the address to listen at
 * @param port the port to listen at; 0 for any free one
 * @param tls the certificate and key for TLS; empty: no TLS
 * @param httpPort a port that redirects to the one with TLS; empty: none
 * @param origins pages of other sites that may connect, or {@code *}
 * @param trustedProxies addresses, and ranges of them, whose forwarding headers count
 */
public record ListenerSettings(
    String host,
    int port,
    Optional<TlsFiles> tls,
    OptionalInt httpPort,
    Set<String> origins,
    Set<String> trustedProxies) {
  public ListenerSettings {
    origins = Set.copyOf(origins);
    trustedProxies = Set.copyOf(trustedProxies);
  }

  /** Builds listener settings, from their defaults. */
  public static final class Builder {
    private String host = "0.0.0.0";
    private int port = 8180;
    private Optional<TlsFiles> tls = Optional.empty();
    private OptionalInt httpPort = OptionalInt.empty();
    private Set<String> origins = Set.of();
    private Set<String> trustedProxies = Set.of();

    /** Starts from the defaults. */
    public Builder() {}

    public Builder host(String address) {
      host = address;
      return this;
    }

    public Builder port(int number) {
      port = number;
      return this;
    }

    public Builder tls(Optional<TlsFiles> files) {
      tls = files;
      return this;
    }

    public Builder httpPort(OptionalInt number) {
      httpPort = number;
      return this;
    }

    public Builder origins(Set<String> allowed) {
      origins = allowed;
      return this;
    }

    public Builder trustedProxies(Set<String> ranges) {
      trustedProxies = ranges;
      return this;
    }

    public ListenerSettings build() {
      return new ListenerSettings(host, port, tls, httpPort, origins, trustedProxies);
    }
  }
}
