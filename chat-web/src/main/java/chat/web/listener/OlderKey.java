package chat.web.listener;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Wraps private keys of the older forms into PKCS #8 (RFC 5208), which is a version, an algorithm
 * and the older form. Bytes that are no such key give ones that are no key either.
 */
final class OlderKey {
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;

  /** The parameters of an EC key: the curve. */
  private static final int PARAMETERS = 0xa0;

  private static final byte[] VERSION = HexFormat.of().parseHex("020100");

  /** 1.2.840.113549.1.1.1, rsaEncryption, and no parameters. */
  private static final byte[] RSA = HexFormat.of().parseHex("06092a864886f70d0101010500");

  /** 1.2.840.10045.2.1, ecPublicKey; the curve follows. */
  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

  private OlderKey() {}

  /** PKCS #1 (RFC 8017, appendix A.1.2). */
  static byte[] rsa(byte[] key) {
    return wrapped(RSA, key);
  }

  /** SEC 1 (RFC 5915); its curve is repeated in the algorithm. */
  static byte[] ec(byte[] key) {
    return wrapped(concatenated(EC, curve(key)), key);
  }

  private static byte[] wrapped(byte[] algorithm, byte[] key) {
    return element(SEQUENCE, VERSION, element(SEQUENCE, algorithm), element(OCTET_STRING, key));
  }

  /** The content of the element with the parameters; empty when there is none. */
  private static byte[] curve(byte[] key) {
    try {
      int at = content(key, 0);
      while ((key[at] & 0xff) != PARAMETERS) {
        at = content(key, at) + length(key, at);
      }
      int start = content(key, at);
      return Arrays.copyOfRange(key, start, start + length(key, at));
    } catch (ArrayIndexOutOfBoundsException | IllegalArgumentException e) {
      return new byte[0];
    }
  }

  /** The index at which the content of the element at an index begins. */
  private static int content(byte[] der, int at) {
    return at + 2 + (der[at + 1] < 0 ? der[at + 1] & 0x7f : 0);
  }

  private static int length(byte[] der, int at) {
    int first = der[at + 1];
    if (first >= 0) {
      return first;
    }
    // Two bytes of length at most: no key has 64 KiB.
    if ((first & 0x7f) > 2) {
      throw new IllegalArgumentException("too long");
    }
    int length = 0;
    for (int i = at + 2; i < content(der, at); i++) {
      length = length * 256 + (der[i] & 0xff);
    }
    return length;
  }

  private static byte[] element(int tag, byte[]... parts) {
    byte[] content = concatenated(parts);
    var element = new ByteArrayOutputStream();
    element.write(tag);
    if (content.length < 0x80) {
      element.write(content.length);
    } else {
      element.write(0x82);
      element.write(content.length >> 8);
      element.write(content.length);
    }
    element.writeBytes(content);
    return element.toByteArray();
  }

  private static byte[] concatenated(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
