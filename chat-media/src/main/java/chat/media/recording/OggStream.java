package chat.media.recording;

import chat.media.bytes.MalformedMediaException;
import chat.media.bytes.UncleanableMediaException;

/**
 * One logical stream in an Ogg file: finds its header packets, and overwrites the comments in them.
 * A packet keeps its length, so that the pages keep theirs; decoders ignore the zeros behind an
 * empty list of comments.
 */
final class OggStream {
  /** The codecs, by the first bytes of their first packet. */
  private enum Codec {
    VORBIS("\1vorbis", "\3vorbis", true),
    OPUS("OpusHead", "OpusTags", false),
    SPEEX("Speex   ", "", false),
    THEORA("\u0080theora", "\u0081theora", false),
    FLAC("\u007fFLAC", null, false),
    SKELETON("fishead\0", null, false);

    final String first;
    final String comments;

    /** Comments have a prefix, the vendor's length 0, the number 0, and in Vorbis a set bit. */
    Codec(String first, String prefix, boolean framed) {
      this.first = first;
      comments = prefix == null ? null : prefix + "\0".repeat(8) + (framed ? "\1" : "");
    }

    static Codec of(OggPage page) throws UncleanableMediaException {
      String content = page.text();
      for (Codec codec : values()) {
        if (content.startsWith(codec.first)) {
          return codec;
        }
      }
      throw new UncleanableMediaException("Ogg: an unknown codec");
    }
  }

  private static final int THEORA_SIZE_AT = 14;
  private static final int THEORA_HEADER_BYTES = 42;
  private static final int LAST_BLOCK = 0x80;
  private static final int SEEK_TABLE = 3;
  private static final int COMMENTS = 4;
  private static final int PADDING = 1;
  private static final int BLOCK_HEADER_BYTES = 4;

  private final Codec codec;
  private int width;
  private int height;

  /** The number of packets that ended, and the bytes of the current one in earlier segments. */
  private long packets;

  private long offset;
  private int block;
  private boolean headersEnded;

  /** Reads the first page of a stream. */
  OggStream(OggPage first) throws MalformedMediaException, UncleanableMediaException {
    byte[] bytes = first.bytes();
    codec = Codec.of(first);
    if (codec == Codec.THEORA) {
      int at = first.content() + THEORA_SIZE_AT;
      if (bytes.length < first.content() + THEORA_HEADER_BYTES) {
        throw new MalformedMediaException("Ogg: a short header of Theora");
      }
      width = u24(bytes, at);
      height = u24(bytes, at + 3);
    }
  }

  boolean isFilm() {
    return codec == Codec.THEORA;
  }

  boolean isSound() {
    return !isFilm() && codec != Codec.SKELETON;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Overwrites the comments in a page of this stream. */
  void clean(OggPage page) throws MalformedMediaException {
    int at = page.content();
    for (int i = 0; i < page.segments(); i++) {
      int length = page.segment(i);
      if (isHeader()) {
        cleanSegment(page.bytes(), at, length);
      }
      at += length;
      offset += length;
      if (length < 255) {
        endPacket();
      }
    }
  }

  private boolean isHeader() {
    return codec == Codec.FLAC
        ? packets > 0 && !headersEnded
        : codec.comments != null && packets == 1;
  }

  private void endPacket() throws MalformedMediaException {
    if (isHeader() && codec.comments != null && offset < codec.comments.length()) {
      throw new MalformedMediaException("Ogg: short comments");
    }
    headersEnded |= codec == Codec.FLAC && packets > 0 && (block & LAST_BLOCK) != 0;
    packets++;
    offset = 0;
  }

  private void cleanSegment(byte[] page, int at, int length) {
    for (int i = 0; i < length; i++) {
      long position = offset + i;
      page[at + i] = codec == Codec.FLAC ? flac(page[at + i], position) : comments(position);
    }
  }

  private byte comments(long position) {
    return position < codec.comments.length() ? (byte) codec.comments.charAt((int) position) : 0;
  }

  /**
   * A packet of FLAC is a metadata block: comments become empty, all but the seek table padding.
   */
  private byte flac(byte value, long position) {
    if (position == 0) {
      // The first byte 0xFF begins a frame: there are no more headers.
      headersEnded = value == (byte) 0xFF;
      block = value & 0xFF;
      int type = block & ~LAST_BLOCK;
      boolean kept = headersEnded || type == SEEK_TABLE || type == COMMENTS;
      return kept ? value : (byte) ((block & LAST_BLOCK) | PADDING);
    }
    boolean kept =
        headersEnded || (block & ~LAST_BLOCK) == SEEK_TABLE || position < BLOCK_HEADER_BYTES;
    return kept ? value : 0;
  }

  private static int u24(byte[] data, int at) {
    return ((data[at] & 0xFF) << 16) | ((data[at + 1] & 0xFF) << 8) | (data[at + 2] & 0xFF);
  }
}
