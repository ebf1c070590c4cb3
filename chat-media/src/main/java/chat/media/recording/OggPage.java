package chat.media.recording;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import chat.media.bytes.ByteSource;
import chat.media.bytes.MalformedMediaException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A page of Ogg in memory: at most 65,307 bytes. Its checksum is computed when it is written. */
final class OggPage {
  static final String SIGNATURE = "OggS";

  private static final int HEADER_BYTES = 27;
  private static final int FLAGS_AT = 5;
  private static final int SERIAL_AT = 14;
  private static final int CHECKSUM_AT = 22;
  private static final int SEGMENTS_AT = 26;
  private static final int FIRST = 2;
  private static final int[] CHECKSUMS = checksums();

  private final byte[] bytes;

  private OggPage(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Reads the page at the position. */
  static OggPage read(ByteSource in) throws IOException {
    long start = in.position();
    byte[] header = in.bytes(HEADER_BYTES);
    if (header[SIGNATURE.length()] != 0) {
      throw new MalformedMediaException("Ogg: the version " + header[SIGNATURE.length()]);
    }
    int length = HEADER_BYTES + (header[SEGMENTS_AT] & 0xFF);
    for (byte segment : in.bytes(header[SEGMENTS_AT] & 0xFF)) {
      length += segment & 0xFF;
    }
    in.seek(start);
    return new OggPage(in.bytes(length));
  }

  byte[] bytes() {
    return bytes;
  }

  int serial() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(SERIAL_AT);
  }

  /** True for the first page of a stream. */
  boolean isFirst() {
    return (bytes[FLAGS_AT] & FIRST) != 0;
  }

  int segments() {
    return bytes[SEGMENTS_AT] & 0xFF;
  }

  /** The length of a segment; one of less than 255 bytes ends its packet. */
  int segment(int index) {
    return bytes[HEADER_BYTES + index] & 0xFF;
  }

  /** The position of the first segment's bytes in the page. */
  int content() {
    return HEADER_BYTES + segments();
  }

  /** The content as Latin-1 characters. */
  String text() {
    return new String(bytes, content(), bytes.length - content(), ISO_8859_1);
  }

  void write(OutputStream out) throws IOException {
    ByteBuffer page = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    page.putInt(CHECKSUM_AT, 0);
    int sum = 0;
    for (byte each : bytes) {
      sum = (sum << 8) ^ CHECKSUMS[(sum >>> 24) ^ (each & 0xFF)];
    }
    page.putInt(CHECKSUM_AT, sum);
    out.write(bytes);
  }

  /** Ogg's CRC-32 is not reflected, unlike that of java.util.zip. */
  private static int[] checksums() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int sum = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        sum = sum < 0 ? (sum << 1) ^ 0x04C11DB7 : sum << 1;
      }
      table[i] = sum;
    }
    return table;
  }
}
