package chat.media.testing;

import static chat.media.testing.Pictures.SECRET;
import static chat.media.testing.Pictures.encode;
import static chat.media.testing.Pictures.join;
import static chat.media.testing.Pictures.latin;
import static chat.media.testing.Pictures.text;

import java.util.Arrays;

/** GIFs with metadata. */
public final class Gifs {
  private Gifs() {}

  /** An animation of two frames with a comment, XMP and a loop, and bytes behind its end. */
  public static byte[] animated() {
    byte[] plain = encode(Pictures.redAndBlue(20, 10), "gif");
    int table = 13 + 3 * (2 << (plain[10] & 7));
    int frame = table;
    byte[] control = latin("!\371\4\0\12\0\0\0");
    byte[] pixels = Arrays.copyOfRange(plain, frame, plain.length - 1);
    return join(
        Arrays.copyOf(plain, frame),
        latin("!\377\13NETSCAPE2.0\3\1\0\0\0"),
        latin("!\376" + (char) SECRET.length() + SECRET + "\0"),
        latin("!\377\13XMP DataXMP" + (char) SECRET.length() + SECRET + "\0"),
        control,
        pixels,
        control,
        pixels,
        latin(";<script>" + SECRET));
  }

  /** The number of loops' extensions. */
  public static int loops(byte[] gif) {
    return text(gif).split("NETSCAPE2.0", -1).length - 1;
  }
}
