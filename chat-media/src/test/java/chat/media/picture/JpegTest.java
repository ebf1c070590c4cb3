package chat.media.picture;

import static chat.media.testing.Pictures.SECRET;
import static chat.media.testing.Pictures.join;
import static chat.media.testing.Pictures.latin;
import static chat.media.testing.Pictures.segment;
import static chat.media.testing.Pictures.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.media.Media;
import chat.media.UnsupportedMediaException;
import chat.media.testing.Cleaning;
import chat.media.testing.Leftovers;
import chat.media.testing.Pictures;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JpegTest {
  @TempDir Path folder;
  private Cleaning cleaning;

  @BeforeEach
  void open() {
    cleaning = new Cleaning(folder);
  }

  @Test
  void placeCameraAndTextsAreGone() throws Exception {
    byte[] received = Pictures.jpeg(80, 40, 6);
    assertThat(new Leftovers(received).location().getLatitude()).isEqualTo(48.5);
    var cleaned = cleaning.clean(received);
    var left = new Leftovers(cleaned.bytes());
    assertThat(left.location()).isNull();
    assertThat(left.exif()).containsExactly("Orientation: Right side, top (Rotate 90 CW)");
    assertThat(left.kinds()).doesNotContain("XMP", "IPTC", "Photoshop", "JpegComment", "GPS");
    assertThat(cleaned.text()).doesNotContain(SECRET);
  }

  @Test
  void pixelsAreTheSame() throws Exception {
    byte[] received = Pictures.jpeg(80, 40, 6);
    byte[] cleaned = cleaning.clean(received).bytes();
    assertThat(pixels(cleaned)).isEqualTo(pixels(received)).hasSize(80 * 40);
  }

  @Test
  void dimensionsAreThoseOfTheTurnedPicture() throws Exception {
    assertThat(cleaning.process(Pictures.jpeg(80, 40, 6)))
        .isEqualTo(new Media("image/jpeg", 40, 80, true));
    assertThat(cleaning.process(Pictures.jpeg(80, 40, 3)))
        .isEqualTo(new Media("image/jpeg", 80, 40, true));
  }

  @Test
  void exifIsDroppedWhereNothingIsTurned() throws Exception {
    assertThat(cleaning.clean(Pictures.jpeg(80, 40, 1)).text()).doesNotContain("Exif");
    assertThat(cleaning.clean(Pictures.jpeg(80, 40, 9)).text()).doesNotContain("Exif");
  }

  @Test
  void colourProfileIsKept() throws Exception {
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    byte[] segment = segment(0xE2, join(latin("ICC_PROFILE\0\1\1"), profile));
    byte[] plain = Pictures.encode(Pictures.redAndBlue(8, 8), "jpeg");
    byte[] received = join(Arrays.copyOf(plain, 2), segment, tail(plain, 2));
    assertThat(new Leftovers(cleaning.clean(plain).bytes()).hasProfile()).isFalse();
    assertThat(new Leftovers(cleaning.clean(received).bytes()).hasProfile()).isTrue();
  }

  @Test
  void thumbnailInTheHeaderIsDropped() throws Exception {
    byte[] plain = Pictures.encode(Pictures.redAndBlue(8, 8), "jpeg");
    byte[] thumbnail = join(latin("JFIF\0\1\2\0\0\1\0\1\2\2"), latin(SECRET));
    byte[] received = join(Arrays.copyOf(plain, 2), segment(0xE0, thumbnail), tail(plain, 20));
    var cleaned = cleaning.clean(received);
    assertThat(cleaned.text()).contains("JFIF\0\1\2\0\0\1\0\1\0\0").doesNotContain(SECRET);
    assertThat(pixels(cleaned.bytes())).isEqualTo(pixels(plain));
  }

  @Test
  void damagedPicturesAreRefused() {
    byte[] plain = Pictures.encode(Pictures.redAndBlue(8, 8), "jpeg");
    byte[] start = Arrays.copyOf(plain, 2);
    refused(Arrays.copyOf(plain, plain.length - 2));
    refused(Arrays.copyOf(plain, plain.length / 2));
    refused(join(start, latin("\377\331")));
    refused(join(start, latin("\377\341\377\377Exif\0\0")));
    refused(join(start, latin("\377\341\0\0"), tail(plain, 2)));
    refused(join(start, segment(0x02, new byte[2]), tail(plain, 2)));
    int scan = text(plain).indexOf("\377\332");
    int end = plain.length - 2;
    refused(join(start, tail(plain, scan)));
    byte[] again = Arrays.copyOfRange(plain, scan, end);
    byte[][] scans = new byte[101][];
    Arrays.fill(scans, again);
    refused(join(Arrays.copyOf(plain, scan), join(scans), tail(plain, end)));
  }

  private void refused(byte[] picture) {
    assertThatThrownBy(() -> cleaning.process(picture))
        .isInstanceOfSatisfying(
            UnsupportedMediaException.class,
            e -> assertThat(e.reason().code()).isEqualTo("damaged-file"));
    assertThat(cleaning.cleaned()).doesNotExist();
  }

  private static byte[] tail(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  private static int[] pixels(byte[] jpeg) throws Exception {
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(jpeg));
    return picture.getRGB(
        0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
  }
}
