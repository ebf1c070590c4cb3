package chat.web;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * An IP address, or all that share its first bits: {@code 10.0.0.0/8}, {@code ::1}. Never a name:
 * whom we trust or ban must not depend on who answers for a name.
 */
public final class AddressRange {
  private final byte[] network;
  private final int bits;

  private AddressRange(byte[] network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /**
   * Reads a range.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    byte[] network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash)).getAddress();
    int most = network.length * Byte.SIZE;
    int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
    if (bits < 0 || bits > most) {
      throw new IllegalArgumentException("no range of addresses: " + text);
    }
    return new AddressRange(first(network, bits), bits);
  }

  /** Whether an address is in this range; what is no address is in none. */
  boolean contains(String address) {
    try {
      byte[] other = InetAddress.ofLiteral(address).getAddress();
      return other.length == network.length && Arrays.equals(first(other, bits), network);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * The range that counts as one caller: an IPv4 address, or the /64 that one IPv6 customer has at
   * least, as otherwise each limit by address could be met 2^64 times.
   */
  static String household(String address) {
    try {
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      return bytes.length == 4 ? address : new AddressRange(first(bytes, 64), 64).toString();
    } catch (IllegalArgumentException e) {
      return address;
    }
  }

  private static byte[] first(byte[] address, int bits) {
    byte[] kept = address.clone();
    for (int i = 0; i < kept.length; i++) {
      int left = Math.clamp(bits - i * Byte.SIZE, 0, Byte.SIZE);
      kept[i] &= (byte) (0xFF << (Byte.SIZE - left));
    }
    return kept;
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
