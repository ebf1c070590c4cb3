package chat.web.calls;

import chat.web.config.AddressRange;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Tells addresses of the public Internet from private, link-local, loopback and other special ones
 * (RFC 6890).
 */
final class PublicAddresses {
  private static final List<AddressRange> SPECIAL_IPV4 =
      ranges(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          // Multicast, reserved and broadcast.
          "224.0.0.0/3");

  /** All of IPv6 that is global unicast. */
  private static final List<AddressRange> GLOBAL_IPV6 = ranges("2000::/3");

  /** Tunnels (Teredo, 6to4), which lead to an IPv4 address, and what is for documents and tests. */
  private static final List<AddressRange> SPECIAL_IPV6 =
      ranges("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  private PublicAddresses() {}

  private static List<AddressRange> ranges(String... texts) {
    return List.of(texts).stream().map(AddressRange::parse).toList();
  }

  /** Whether an address is one of the public Internet. */
  static boolean contains(InetAddress address) {
    InetAddress plain = normalized(address);
    var range = AddressRange.parse(plain.getHostAddress());
    return plain instanceof Inet4Address
        ? !isIn(SPECIAL_IPV4, range)
        : isIn(GLOBAL_IPV6, range) && !isIn(SPECIAL_IPV6, range);
  }

  /** Without a scope; an IPv4 address that is mapped into IPv6 becomes an IPv4 address. */
  private static InetAddress normalized(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("it was an address before", e);
    }
  }

  private static boolean isIn(List<AddressRange> ranges, AddressRange address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }
}
