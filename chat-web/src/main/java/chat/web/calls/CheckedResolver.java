package chat.web.calls;

import io.helidon.webclient.api.DnsAddressLookup;
import io.helidon.webclient.spi.DnsResolver;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Resolves the host of a call to an address that may be called. Helidon connects to the address
 * that is returned here, so a name that resolves to another one a moment later changes nothing.
 */
final class CheckedResolver implements DnsResolver {
  private final AddressResolver resolver;
  private final boolean allowsPrivate;

  /**
   * @param allowsPrivate whether private, link-local, loopback and other special addresses may be
   *     called
   */
  CheckedResolver(AddressResolver resolver, boolean allowsPrivate) {
    this.resolver = resolver;
    this.allowsPrivate = allowsPrivate;
  }

  /** None of the addresses of a host may be called. */
  static final class PrivateAddressException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PrivateAddressException() {
      super("its address is private; --webhooks-to-private allows that", null, false, false);
    }
  }

  @Override
  public InetAddress resolveAddress(String host, DnsAddressLookup lookup) {
    try {
      return resolver.resolve(withoutBrackets(host)).stream()
          .filter(address -> allowsPrivate || PublicAddresses.contains(address))
          .findFirst()
          .map(address -> named(address, host))
          .orElseThrow(PrivateAddressException::new);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** The address with the name of the URL, which TLS sends and compares with the certificate. */
  private static InetAddress named(InetAddress address, String host) {
    try {
      return InetAddress.getByAddress(withoutBrackets(host), address.getAddress());
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }
}
