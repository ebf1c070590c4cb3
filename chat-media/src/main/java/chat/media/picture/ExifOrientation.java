package chat.media.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The orientation in EXIF data, from 1 (as it is) to 8. It is all of EXIF that is kept: to turn the
 * pixels of a JPEG would mean to compress it once more.
 */
final class ExifOrientation {
  /** The orientation of a picture that is not turned. */
  static final int NONE = 1;

  private static final int TAG = 0x0112;
  private static final int SHORT = 3;
  private static final int ENTRY_BYTES = 12;
  private static final int HEADER_BYTES = 8;

  private ExifOrientation() {}

  /** Reads the orientation; {@link #NONE} where the data has none, or is damaged. */
  static int read(byte[] tiff) {
    if (tiff.length < HEADER_BYTES) {
      return NONE;
    }
    ByteBuffer data = ByteBuffer.wrap(tiff);
    if (tiff[0] == 'I' && tiff[1] == 'I') {
      data.order(ByteOrder.LITTLE_ENDIAN);
    }
    return read(data, data.getInt(4));
  }

  private static int read(ByteBuffer data, int directory) {
    if (directory < HEADER_BYTES || directory > data.limit() - 2) {
      return NONE;
    }
    int entries = data.getShort(directory) & 0xFFFF;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + i * ENTRY_BYTES;
      if (entry > data.limit() - ENTRY_BYTES) {
        return NONE;
      }
      if (data.getShort(entry) == TAG && data.getShort(entry + 2) == SHORT) {
        int value = data.getShort(entry + 8);
        return value >= 1 && value <= 8 ? value : NONE;
      }
    }
    return NONE;
  }

  /** EXIF data with nothing but an orientation. */
  static byte[] write(int orientation) {
    return ByteBuffer.allocate(HEADER_BYTES + 2 + ENTRY_BYTES + 4)
        .put(new byte[] {'M', 'M', 0, 42})
        .putInt(HEADER_BYTES)
        .putShort((short) 1)
        .putShort((short) TAG)
        .putShort((short) SHORT)
        .putInt(1)
        .putShort((short) orientation)
        .array();
  }
}
