package chat.media;

import static chat.media.testing.Pictures.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.media.testing.Cleaning;
import chat.media.testing.Gifs;
import chat.media.testing.Leftovers;
import chat.media.testing.Pictures;
import chat.media.testing.Pngs;
import chat.media.testing.Webps;
import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferInt;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThumbnailsTest {
  @TempDir Path folder;
  private Cleaning cleaning;
  private Path thumbnail;

  @BeforeEach
  void open() {
    cleaning = new Cleaning(folder);
    thumbnail = folder.resolve("thumbnail");
  }

  @Test
  void hasAtMost640PixelsEachWayAndIsNeverLarger() throws Exception {
    assertThat(create(Pngs.plain(2000, 1000))).isEqualTo(new Media("image/jpeg", 640, 320, true));
    assertThat(create(Pngs.plain(1000, 3000))).isEqualTo(new Media("image/jpeg", 213, 640, true));
    assertThat(create(Pngs.plain(50, 30))).isEqualTo(new Media("image/jpeg", 50, 30, true));
    assertThat(create(Pngs.plain(1, 3000))).isEqualTo(new Media("image/jpeg", 1, 640, true));
  }

  /** The colours of the upper half, from left to right. */
  @ParameterizedTest
  @CsvSource({
    "1, red, blue",
    "2, blue, red",
    "3, white, green",
    "4, green, white",
    "5, red, green",
    "6, green, red",
    "7, white, blue",
    "8, blue, white"
  })
  void isUpright(int orientation, String left, String right) throws Exception {
    create(Pictures.jpeg(1600, 800, orientation));
    BufferedImage picture = ImageIO.read(thumbnail.toFile());
    assertThat(picture.getWidth()).isEqualTo(orientation >= 5 ? 320 : 640);
    assertThat(colour(picture, 5, 5)).isEqualTo(left);
    assertThat(colour(picture, picture.getWidth() - 5, 5)).isEqualTo(right);
  }

  @Test
  void hasNoMetadata() throws Exception {
    create(Pictures.jpeg(80, 40, 6));
    assertThat(new Leftovers(Files.readAllBytes(thumbnail)).exif()).isEmpty();
  }

  @Test
  void isAPngWhereAPixelIsTransparent() throws Exception {
    var picture = new BufferedImage(1000, 500, BufferedImage.TYPE_INT_ARGB);
    byte[] transparent = Pictures.encode(picture, "png");
    assertThat(create(transparent)).isEqualTo(new Media("image/png", 640, 320, true));
    assertThat(ImageIO.read(thumbnail.toFile()).getRGB(5, 5) >>> 24).isZero();
    picture.createGraphics().fillRect(0, 0, 1000, 500);
    assertThat(create(Pictures.encode(picture, "png")).type()).isEqualTo("image/jpeg");
  }

  @Test
  void showsTheFirstFrameOfAGif() throws Exception {
    assertThat(create(Gifs.animated())).isEqualTo(new Media("image/jpeg", 20, 10, true));
    assertThat(colour(ImageIO.read(thumbnail.toFile()), 0, 0)).isEqualTo("red");
  }

  @Test
  void webpIsDecoded() throws Exception {
    assertThat(create(Webps.webp(Webps.lossless())))
        .isEqualTo(new Media("image/png", 40, 20, true));
    assertThat(colour(ImageIO.read(thumbnail.toFile()), 39, 5)).isEqualTo("red");
    assertThat(create(Webps.webp(Webps.lossy()))).isEqualTo(new Media("image/jpeg", 40, 20, true));
    assertThat(colour(ImageIO.read(thumbnail.toFile()), 39, 5)).isEqualTo("red");
  }

  @Test
  void animatedWebpShowsItsFirstFrame() throws Exception {
    assertThat(create(Webps.animated())).isEqualTo(new Media("image/png", 40, 20, true));
    assertThat(colour(ImageIO.read(thumbnail.toFile()), 39, 5)).isEqualTo("red");
  }

  @Test
  void firstFrameThatIsSmallerIsAtItsPlace() throws Exception {
    byte[] gif = Gifs.animated();
    // The screen becomes twice as wide and high, and the frames begin in its middle.
    gif[6] = 40;
    gif[8] = 20;
    for (int at = text(gif).indexOf(",\0\0\0\0"); at > 0; at = text(gif).indexOf(",\0\0\0\0")) {
      gif[at + 1] = 20;
      gif[at + 3] = 10;
    }
    assertSmallFrame(create(gif));
    byte[] place = {10, 0, 0, 5, 0, 0, 39, 0, 0, 19, 0, 0, 100, 0, 0, 0};
    byte[] canvas = {2, 0, 0, 0, 59, 0, 0, 29, 0, 0};
    byte[] frame = Webps.chunk("ANMF", place, Webps.lossy());
    byte[] control = Webps.chunk("ANIM", new byte[6]);
    assertSmallFrame(create(Webps.webp(Webps.chunk("VP8X", canvas), control, frame)));
  }

  private void assertSmallFrame(Media media) throws IOException {
    BufferedImage picture = ImageIO.read(thumbnail.toFile());
    assertThat(media.type()).isEqualTo("image/png");
    assertThat(picture.getRGB(3, 3) >>> 24).isZero();
    assertThat(colour(picture, media.width() - 3, media.height() - 3))
        .isEqualTo(media.width() == 40 ? "blue" : "red");
  }

  @Test
  void inkOfPrintersBecomesLight() throws Exception {
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    var ink = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 40, 20, 4, null);
    for (int i = 0; i < 40 * 20; i++) {
      // Inverted, as Adobe writes it: no cyan, all of magenta and yellow, no black.
      ink.setPixel(i % 40, i / 40, new int[] {255, 0, 0, 255});
    }
    var bytes = new ByteArrayOutputStream();
    writer.setOutput(ImageIO.createImageOutputStream(bytes));
    writer.write(new IIOImage(ink, null, null));
    writer.dispose();
    byte[] plain = bytes.toByteArray();
    byte[] adobe = Pictures.segment(0xEE, Pictures.latin("Adobe\0\144\0\0\0\0\0"));
    assertThat(create(Pngs.insert(plain, 2, adobe)).type()).isEqualTo("image/jpeg");
    assertThat(colour(ImageIO.read(thumbnail.toFile()), 5, 5)).isEqualTo("red");
  }

  @Test
  void coloursAreThoseOfTheProfile() throws Exception {
    var grey = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    Arrays.fill(((DataBufferInt) grey.getRaster().getDataBuffer()).getData(), 0x808080);
    byte[] plain = Pictures.encode(grey, "jpeg");
    create(plain);
    assertThat(ImageIO.read(thumbnail.toFile()).getRGB(8, 8) & 0xFF).isBetween(124, 132);
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    byte[] profile = Pictures.join(Pictures.latin("ICC_PROFILE\0\1\1"), linear);
    create(Pngs.insert(plain, 2, Pictures.segment(0xE2, profile)));
    assertThat(ImageIO.read(thumbnail.toFile()).getRGB(8, 8) & 0xFF).isBetween(180, 196);
  }

  @Test
  void tooManyPixelsCostNothing() throws Exception {
    Path bomb = Files.write(folder.resolve("bomb"), Pngs.claiming(50_000, 50_000));
    refused(bomb, "too-many-pixels");
    // A decoder of WebP has no smaller result than the whole picture.
    byte[] canvas = {0, 0, 0, 0, -1, 31, 0, -1, 31, 0};
    byte[] large = Webps.webp(Webps.chunk("VP8X", canvas), Webps.lossless());
    refused(Files.write(folder.resolve("large"), large), "too-many-pixels");
  }

  @Test
  void damagedPixelsAndOtherFilesAreRefused() throws Exception {
    byte[] empty = Pngs.chunk("IDAT", new byte[10]);
    byte[] plain = Pngs.plain(8, 8);
    byte[] start = Arrays.copyOf(plain, Pngs.BEHIND_HEADER);
    byte[] damaged = Pictures.join(start, empty, Pngs.chunk("IEND", new byte[0]));
    refused(Files.write(folder.resolve("damaged"), damaged), "damaged-file");
    refused(Files.writeString(folder.resolve("text"), "a text"), "not-cleanable");
  }

  private Media create(byte[] picture) throws Exception {
    cleaning.process(picture);
    return Thumbnails.create(cleaning.cleaned(), thumbnail);
  }

  private void refused(Path picture, String code) {
    assertThatThrownBy(() -> Thumbnails.create(picture, thumbnail))
        .isInstanceOfSatisfying(
            UnsupportedMediaException.class, e -> assertThat(e.reason().code()).isEqualTo(code));
    assertThat(thumbnail).doesNotExist();
  }

  /** The colour of a pixel by name; that of a lossy picture is near it. */
  private static String colour(BufferedImage picture, int x, int y) {
    Color pixel = new Color(picture.getRGB(x, y));
    boolean red = pixel.getRed() > 190;
    boolean green = pixel.getGreen() > 190;
    boolean blue = pixel.getBlue() > 190;
    return red && green && blue ? "white" : red ? "red" : green ? "green" : blue ? "blue" : "none";
  }
}
