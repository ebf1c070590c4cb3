package chat.media.picture;

import static chat.media.testing.Pictures.SECRET;
import static chat.media.testing.Pictures.join;
import static chat.media.testing.Pictures.latin;
import static chat.media.testing.Pictures.text;
import static chat.media.testing.Pngs.BEHIND_HEADER;
import static chat.media.testing.Pngs.chunk;
import static chat.media.testing.Pngs.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.media.Media;
import chat.media.UnsupportedMediaException;
import chat.media.testing.Cleaning;
import chat.media.testing.Leftovers;
import chat.media.testing.Pngs;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngTest {
  @TempDir Path folder;
  private Cleaning cleaning;

  @BeforeEach
  void open() {
    cleaning = new Cleaning(folder);
  }

  @Test
  void placeTextsAndUnknownChunksAreGone() throws Exception {
    byte[] received = Pngs.png(8, 4, 6);
    assertThat(new Leftovers(received).location()).isNotNull();
    var cleaned = cleaning.clean(received);
    var left = new Leftovers(cleaned.bytes());
    assertThat(left.location()).isNull();
    assertThat(left.exif()).containsExactly("Orientation: Right side, top (Rotate 90 CW)");
    assertThat(left.kinds()).doesNotContain("PNG-tEXt", "PNG-iTXt", "PNG-tIME", "XMP");
    assertThat(cleaned.text()).doesNotContain(SECRET).doesNotContain("PK\3\4");
    assertThat(cleaned.media()).isEqualTo(new Media("image/png", 4, 8, true));
  }

  @Test
  void colourProfileIsKept() throws Exception {
    assertThat(new Leftovers(cleaning.clean(Pngs.png(8, 4, 1)).bytes()).hasProfile()).isTrue();
  }

  @Test
  void pictureWithoutMetadataStaysAsItIs() throws Exception {
    byte[] plain = Pngs.plain(8, 4);
    assertThat(cleaning.clean(plain).bytes()).isEqualTo(plain);
  }

  @Test
  void animationKeepsItsFrames() throws Exception {
    String cleaned = cleaning.clean(Pngs.animated()).text();
    assertThat(cleaned).contains("acTL", "fdAT").doesNotContain(SECRET);
    assertThat(cleaned.split("fcTL", -1)).hasSize(3);
  }

  @Test
  void damagedPicturesAreRefused() {
    byte[] plain = Pngs.plain(8, 4);
    refused(Arrays.copyOf(plain, plain.length - 12), "damaged-file");
    refused(Arrays.copyOf(plain, plain.length - 1), "damaged-file");
    refused(Arrays.copyOf(plain, BEHIND_HEADER), "damaged-file");
    refused(insert(plain, BEHIND_HEADER, chunk("ABCD", new byte[3])), "damaged-file");
    refused(insert(plain, BEHIND_HEADER, latin("\377\377\377\377tEXt")), "damaged-file");
    refused(insert(plain, BEHIND_HEADER, latin("\177\377\377\377tEXt")), "damaged-file");
    refused(join(Arrays.copyOf(plain, 8), chunk("IHDR", new byte[13])), "damaged-file");
  }

  @Test
  void wrongChecksumIsRefused() {
    byte[] plain = Pngs.plain(8, 4);
    plain[text(plain).indexOf("IDAT") + 6] ^= 1;
    refused(plain, "damaged-file");
  }

  @Test
  void tooManyPixelsAreRefused() {
    refused(Pngs.claiming(50_000, 50_000), "too-many-pixels");
    refused(Pngs.claiming(Integer.MAX_VALUE, Integer.MAX_VALUE), "too-many-pixels");
    refused(Pngs.claiming(-1, 10), "damaged-file");
  }

  private void refused(byte[] picture, String code) {
    assertThatThrownBy(() -> cleaning.process(picture))
        .isInstanceOfSatisfying(
            UnsupportedMediaException.class, e -> assertThat(e.reason().code()).isEqualTo(code));
    assertThat(cleaning.cleaned()).doesNotExist();
  }
}
