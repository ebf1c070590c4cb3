package chat.media.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import chat.media.bytes.ByteSource;
import chat.media.bytes.MalformedMediaException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Copies a JPEG with the segments that its pixels need: tables, frames and scans, the JFIF header
 * without its thumbnail, the colour profile, Adobe's colour transform, and of EXIF the orientation.
 * All others are dropped: EXIF, XMP, IPTC, comments, thumbnails, and further pictures (MPF).
 */
final class JpegCleaner implements PictureCleaner {
  @Override
  public Picture clean(ByteSource picture, OutputStream cleaned) throws IOException {
    return new Run(picture, cleaned).run();
  }

  /** The cleaning of one picture. */
  private static final class Run {
    /** 100, because progressive pictures have about 10, and each costs a decoder a pass. */
    private static final int MOST_SCANS = 100;

    private static final int PROGRESSIVE = 0xC2;
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;
    private static final int APP14 = 0xEE;

    private static final String JFIF = "JFIF\0";
    private static final int JFIF_BYTES = 12;
    private static final String EXIF = "Exif\0\0";
    private static final String PROFILE = "ICC_PROFILE\0";
    private static final String ADOBE = "Adobe";

    private final ByteSource in;
    private final OutputStream out;

    private Size size;
    private int orientation = ExifOrientation.NONE;
    private boolean hasExif;
    private long decoderBytes;
    private int scans;

    Run(ByteSource in, OutputStream out) {
      this.in = in;
      this.out = out;
    }

    Picture run() throws IOException {
      require(in.u16() == (0xFF00 | SOI), "no start of a JPEG");
      writeMarker(SOI);
      for (int marker = nextMarker(); marker != EOI; ) {
        marker = marker == SOS ? scan() : segment(marker);
      }
      require(scans > 0, "no scan");
      writeMarker(EOI);
      return new Picture(size, orientation, 0, 0, decoderBytes);
    }

    /** The next marker; fill bytes, and bytes that belong to no segment, are skipped. */
    private int nextMarker() throws IOException {
      while (in.u8() != 0xFF) {
        // Decoders skip these bytes as well.
      }
      int marker = in.u8();
      while (marker == 0xFF) {
        marker = in.u8();
      }
      return marker;
    }

    private int segment(int marker) throws IOException {
      int length = in.u16() - 2;
      require(length >= 0, "a segment with a negative length");
      switch (marker) {
        // Huffman tables, quantization tables, the restart interval.
        case 0xC4, 0xDB, 0xDD -> writeSegment(marker, in.bytes(length));
        // Frames: baseline, extended and progressive. Browsers display no others.
        case 0xC0, 0xC1, 0xC2 -> frame(marker, in.bytes(length));
        case APP0, APP1, APP2, APP14 -> application(marker, in.bytes(length));
        default -> drop(marker, length);
      }
      return nextMarker();
    }

    private void frame(int marker, byte[] frame) throws IOException {
      require(size == null && frame.length >= 6, "a second or a short frame");
      size = new Size(u16(frame, 3), u16(frame, 1));
      require(size.pixels() > 0, "a picture without pixels");
      if (marker == PROGRESSIVE) {
        decoderBytes = coefficientBytes(frame);
      }
      writeSegment(marker, frame);
    }

    /**
     * A decoder keeps the coefficients of a progressive picture, 2 bytes each, to the last scan.
     */
    private long coefficientBytes(byte[] frame) throws IOException {
      require(frame.length >= 6 + 3 * (frame[5] & 0xFF), "a short frame");
      int largest = 1;
      int sum = 0;
      for (int i = 0; i < frame[5]; i++) {
        int sampling = frame[7 + 3 * i];
        int samples = ((sampling >> 4) & 15) * (sampling & 15);
        largest = Math.max(largest, samples);
        sum += samples;
      }
      return 2 * size.pixels() * sum / largest;
    }

    private void application(int marker, byte[] data) throws IOException {
      if (marker == APP0 && data.length >= JFIF_BYTES && startsWith(data, JFIF)) {
        byte[] header = new byte[JFIF_BYTES + 2];
        System.arraycopy(data, 0, header, 0, JFIF_BYTES);
        writeSegment(marker, header);
      } else if (marker == APP1 && !hasExif && startsWith(data, EXIF)) {
        exif(data);
      } else if ((marker == APP2 && startsWith(data, PROFILE))
          || (marker == APP14 && startsWith(data, ADOBE))) {
        writeSegment(marker, data);
      }
    }

    private void exif(byte[] data) throws IOException {
      hasExif = true;
      int prefix = EXIF.length();
      orientation = ExifOrientation.read(Arrays.copyOfRange(data, prefix, data.length));
      if (orientation != ExifOrientation.NONE) {
        byte[] tiff = ExifOrientation.write(orientation);
        byte[] segment = new byte[prefix + tiff.length];
        System.arraycopy(data, 0, segment, 0, prefix);
        System.arraycopy(tiff, 0, segment, prefix, tiff.length);
        writeSegment(APP1, segment);
      }
    }

    /** Drops other applications' segments and comments; an unknown marker is an error. */
    private void drop(int marker, int length) throws IOException {
      require(marker >= APP0 && marker <= 0xFE, "the marker " + Integer.toHexString(marker));
      in.skip(length);
    }

    /** Copies a scan: its header, and coded data up to a marker that is no restart. */
    private int scan() throws IOException {
      require(size != null && ++scans <= MOST_SCANS, "a scan without a frame, or too many");
      int length = in.u16() - 2;
      require(length >= 0, "a scan with a negative length");
      writeSegment(SOS, in.bytes(length));
      while (true) {
        int next = in.u8();
        if (next == 0xFF) {
          int marker = markerInScan();
          if (marker != 0 && (marker < 0xD0 || marker > 0xD7)) {
            return marker;
          }
          writeMarker(marker);
        } else {
          out.write(next);
        }
      }
    }

    private int markerInScan() throws IOException {
      int marker = in.u8();
      while (marker == 0xFF) {
        marker = in.u8();
      }
      return marker;
    }

    private void writeSegment(int marker, byte[] data) throws IOException {
      writeMarker(marker);
      int length = data.length + 2;
      out.write(length >> 8);
      out.write(length);
      out.write(data);
    }

    private void writeMarker(int marker) throws IOException {
      out.write(0xFF);
      out.write(marker);
    }
  }

  private static int u16(byte[] data, int offset) {
    return ((data[offset] & 0xFF) << 8) | (data[offset + 1] & 0xFF);
  }

  private static boolean startsWith(byte[] data, String prefix) {
    return data.length >= prefix.length()
        && new String(data, 0, prefix.length(), ISO_8859_1).equals(prefix);
  }

  private static void require(boolean condition, String found) throws MalformedMediaException {
    if (!condition) {
      throw new MalformedMediaException("JPEG: " + found);
    }
  }
}
