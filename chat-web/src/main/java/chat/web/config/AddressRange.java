package chat.web.config;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * An IP address, or all that share its first bits: {@code 10.0.0.0/8}, {@code ::1}. Never a name:
 * whom we trust or ban must not depend on who answers for a name.
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
   * Reads a range.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    byte[] network = bytes(slash < 0 ? text : text.substring(0, slash));
    int most = network.length * Byte.SIZE;
    int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
    if (bits < 0 || bits > most) {
      throw new IllegalArgumentException("no range of addresses: " + text);
    }
    return new AddressRange(first(network, bits), bits);
  }

  /** Without the old spellings that leave numbers out: {@code 10.1} would be read as 10.0.0.1. */
  private static byte[] bytes(String address) {
    if (address.indexOf(':') < 0 && !FOUR_NUMBERS.matcher(address).matches()) {
      throw new IllegalArgumentException("no address: " + address);
    }
    return InetAddress.ofLiteral(address).getAddress();
  }

  /** Whether an address is in this range; what is no address is in none. */
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
   * The range that counts as one caller: an IPv4 address, or the /64 that one IPv6 customer has at
   * least, as otherwise each limit by address could be met 2^64 times.
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
