package chat.media.testing;

import static chat.media.testing.Pictures.SECRET;
import static chat.media.testing.Pictures.join;
import static chat.media.testing.Pictures.latin;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Oggs of one stream: each packet begins in a page of its own. */
public final class Oggs {
  private static final int PAGE_BYTES = 255 * 255;

  private Oggs() {}

  /** An Ogg with these packets. */
  public static byte[] ogg(byte[]... packets) {
    var all = new ByteArrayOutputStream();
    int sequence = 0;
    for (int i = 0; i < packets.length; i++) {
      int flags = (i == 0 ? 2 : 0) | (i == packets.length - 1 ? 4 : 0);
      int done = 0;
      do {
        int length = Math.min(PAGE_BYTES, packets[i].length - done);
        byte[] part = Arrays.copyOfRange(packets[i], done, done + length);
        boolean last = done + length == packets[i].length;
        all.writeBytes(page(flags | (done > 0 ? 1 : 0), sequence++, part, last));
        done += length;
      } while (done < packets[i].length);
    }
    return all.toByteArray();
  }

  private static byte[] page(int flags, int sequence, byte[] content, boolean last) {
    int segments = content.length / 255 + (last ? 1 : 0);
    byte[] table = new byte[segments];
    Arrays.fill(table, (byte) 255);
    if (last) {
      table[segments - 1] = (byte) (content.length % 255);
    }
    ByteBuffer page =
        ByteBuffer.allocate(27 + segments + content.length).order(ByteOrder.LITTLE_ENDIAN);
    page.put(latin("OggS")).put((byte) 0).put((byte) flags).putLong(0).putInt(7).putInt(sequence);
    page.putInt(0).put((byte) segments).put(table).put(content);
    return page.putInt(22, checksum(page.array())).array();
  }

  /** The checksum of a page whose checksum is zero, bit by bit. */
  public static int checksum(byte[] page) {
    int sum = 0;
    for (byte each : page) {
      sum ^= each << 24;
      for (int bit = 0; bit < 8; bit++) {
        sum = sum < 0 ? (sum * 2) ^ 0x04C11DB7 : sum * 2;
      }
    }
    return sum;
  }

  /** Sound in Opus with a comment. */
  public static byte[] opus() {
    byte[] comments = comments("OpusTags", SECRET, "LOCATION=" + SECRET, "");
    return ogg(latin("OpusHead\1\2"), comments, latin("SOUND"));
  }

  /** Sound in FLAC with a comment and a picture. */
  public static byte[] flac() {
    byte[] first = latin("\177FLAC\1\0\0\2fLaC\0\0\0\42" + "\0".repeat(34));
    byte[] comments = comments("\4\0\0\60", SECRET, "LOCATION=" + SECRET, "");
    return ogg(first, comments, latin("\206\0\0\14" + SECRET), latin("\377\370SOUND"));
  }

  /** Comments: the vendor, and one comment. */
  public static byte[] comments(String prefix, String vendor, String comment, String end) {
    return join(
        latin(prefix),
        length(vendor),
        latin(vendor),
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(1).array(),
        length(comment),
        latin(comment + end));
  }

  private static byte[] length(String text) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(text.length()).array();
  }
}
