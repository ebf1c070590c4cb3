package chat.media.recording;

import chat.media.bytes.ByteSource;
import chat.media.bytes.MalformedMediaException;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Copies the frames of an MP3, and nothing else: tags (ID3, APE, Lyrics3) with their texts and
 * pictures, and bytes between the frames are dropped.
 */
final class Mp3Cleaner implements RecordingCleaner {
  private static final int HEADER_BYTES = 4;
  private static final int ID3_HEADER_BYTES = 10;
  private static final int ID3_FOOTER = 0x10;

  /** In kbit/s by the four bits of the header: MPEG 1 layer III, then MPEG 2 layer III. */
  private static final int[][] BIT_RATES = {
    {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
  };

  private static final int[] SAMPLE_RATES = {44100, 48000, 32000};

  @Override
  public Recording clean(ByteSource recording, OutputStream cleaned) throws IOException {
    skipTags(recording);
    if (isFlac(recording)) {
      recording.skip(FlacCleaner.SIGNATURE.length());
      return FlacCleaner.cleanBlocks(recording, cleaned);
    }
    copyFrames(recording, cleaned);
    return Recording.sound("audio/mpeg");
  }

  private static void skipTags(ByteSource in) throws IOException {
    while (in.remaining() >= ID3_HEADER_BYTES && peek(in).startsWith("ID3")) {
      in.skip(5);
      int flags = in.u8();
      long length = 0;
      for (int i = 0; i < 4; i++) {
        length = (length << 7) | (in.u8() & 0x7F);
      }
      in.skip(length);
      in.skip((flags & ID3_FOOTER) == 0 ? 0 : ID3_HEADER_BYTES);
    }
  }

  private static boolean isFlac(ByteSource in) throws IOException {
    return in.remaining() >= HEADER_BYTES && peek(in).equals(FlacCleaner.SIGNATURE);
  }

  private static String peek(ByteSource in) throws IOException {
    long position = in.position();
    String name = in.name();
    in.seek(position);
    return name;
  }

  /** After other bytes a header counts only if another frame follows, because it may be chance. */
  private static void copyFrames(ByteSource in, OutputStream out) throws IOException {
    long frames = 0;
    boolean synced = false;
    while (in.remaining() >= HEADER_BYTES) {
      int length = frameLength(in, in.position());
      synced = length > 0 && length <= in.remaining() && (synced || isFollowed(in, length));
      if (synced) {
        in.copy(length, out);
        frames++;
      } else {
        in.skip(1);
      }
    }
    if (frames == 0) {
      throw new MalformedMediaException("MP3: no frame");
    }
  }

  /** True when a frame, a tag or the end follows. */
  private static boolean isFollowed(ByteSource in, int length) throws IOException {
    long next = in.position() + length;
    return in.size() - next < HEADER_BYTES || frameLength(in, next) > 0 || isTag(in, next);
  }

  private static boolean isTag(ByteSource in, long position) throws IOException {
    long start = in.position();
    in.seek(position);
    String name = in.name();
    in.seek(start);
    return name.startsWith("TAG")
        || name.startsWith("ID3")
        || name.equals("APET")
        || name.equals("LYRI");
  }

  /** The length of the frame at a position from its header; 0 where there is none. */
  private static int frameLength(ByteSource in, long position) throws IOException {
    long start = in.position();
    in.seek(position);
    int header = (int) in.u32();
    in.seek(start);
    boolean sync = header >>> 21 == 0x7FF;
    int version = (header >> 19) & 3;
    int layer = (header >> 17) & 3;
    int bits = (header >> 12) & 15;
    int rate = (header >> 10) & 3;
    if (!sync || version == 1 || layer != 1 || bits == 0 || bits == 15 || rate == 3) {
      return 0;
    }
    return length(version, bits, rate, (header >> 9) & 1);
  }

  private static int length(int version, int bits, int rate, int padding) {
    boolean first = version == 3;
    int bitRate = BIT_RATES[first ? 0 : 1][bits] * 1000;
    int sampleRate = SAMPLE_RATES[rate] >> (first ? 0 : version == 2 ? 1 : 2);
    return (first ? 144 : 72) * bitRate / sampleRate + padding;
  }
}
