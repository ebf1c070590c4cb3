package chat.web.config;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * An IP address, or the range of those that share its first bits: {@code ::1}, {@code 10.0.0.0/8}.
 * Never a host name, because DNS must not decide which proxies are trusted or who is banned.
 */
public final class AddressRange {
  private static final Pattern FOUR_NUMBERS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  private final byte[] network;
  private final int bits;

  private AddressRange(byte[] network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /**
   * Parses a range.
   *
   * @throws IllegalArgumentException when the text is no range
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    byte[] network = bytes(slash < 0 ? text : text.substring(0, slash));
    int maxBits = network.length * Byte.SIZE;
    int bits = slash < 0 ? maxBits : Integer.parseInt(text.substring(slash + 1));
    if (bits < 0 || bits > maxBits) {
      throw new IllegalArgumentException("no range of addresses: " + text);
    }
    return new AddressRange(first(network, bits), bits);
  }

  /** Without the short forms of inet_aton: {@code 10.1} would be read as 10.0.0.1. */
  private static byte[] bytes(String address) {
    if (address.indexOf(':') < 0 && !FOUR_NUMBERS.matcher(address).matches()) {
      throw new IllegalArgumentException("no address: " + address);
    }
    return InetAddress.ofLiteral(address).getAddress();
  }

  /** Whether an address is in this range; a text that is no address is in none. */
  public boolean contains(String address) {
    try {
      return contains(parse(address));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  public boolean contains(AddressRange other) {
    return other.bits >= bits
        && other.network.length == network.length
        && Arrays.equals(first(other.network, bits), network);
  }

  /**
   * The range that counts as one client: an IPv4 address, or the /64 of an IPv6 address, because an
   * IPv6 customer has at least a /64 and could use each limit by address 2^64 times.
   */
  public static String addressGroup(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      byte[] bytes = bytes(address);
      return bytes.length == 4 ? address : new AddressRange(first(bytes, 64), 64).toString();
    } catch (IllegalArgumentException e) {
      return address;
    }
  }

  private static byte[] first(byte[] address, int bits) {
    byte[] masked = address.clone();
    for (int i = 0; i < masked.length; i++) {
      int left = Math.clamp(bits - i * Byte.SIZE, 0, Byte.SIZE);
      masked[i] &= (byte) (0xFF << (Byte.SIZE - left));
    }
    return masked;
  }

  @Override
  public String toString() {
    try {
      String address = InetAddress.getByAddress(network).getHostAddress();
      return bits == network.length * Byte.SIZE ? address : address + '/' + bits;
    } catch (java.net.UnknownHostException e) {
      throw new IllegalStateException("it was an address before", e);
    }
  }
}
