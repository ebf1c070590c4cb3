package chat.media.picture;

import static chat.media.testing.Pictures.SECRET;
import static chat.media.testing.Pictures.latin;
import static chat.media.testing.Webps.chunk;
import static chat.media.testing.Webps.header;
import static chat.media.testing.Webps.lossless;
import static chat.media.testing.Webps.lossy;
import static chat.media.testing.Webps.webp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.media.Media;
import chat.media.UnsupportedMediaException;
import chat.media.testing.Cleaning;
import chat.media.testing.Leftovers;
import chat.media.testing.Webps;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebpTest {
  @TempDir Path folder;
  private Cleaning cleaning;

  @BeforeEach
  void open() {
    cleaning = new Cleaning(folder);
  }

  @Test
  void placeTextsAndUnknownChunksAreGone() throws Exception {
    byte[] received = Webps.still();
    assertThat(new Leftovers(received).location()).isNotNull();
    var cleaned = cleaning.clean(received);
    assertThat(new Leftovers(cleaned.bytes()).location()).isNull();
    assertThat(cleaned.text()).doesNotContain(SECRET).doesNotContain("PK\3\4");
    assertThat(cleaned.bytes()).isEqualTo(webp(header(0x10), lossless()));
    assertThat(cleaned.media()).isEqualTo(new Media("image/webp", 40, 20, true));
  }

  @Test
  void simplePicturesStayAsTheyAre() throws Exception {
    for (byte[] picture : new byte[][] {webp(lossless()), webp(lossy())}) {
      var cleaned = cleaning.clean(picture);
      assertThat(cleaned.bytes()).isEqualTo(picture);
      assertThat(cleaned.media()).isEqualTo(new Media("image/webp", 40, 20, true));
    }
  }

  @Test
  void animationKeepsItsFrames() throws Exception {
    byte[] received = Webps.animated();
    var cleaned = cleaning.clean(received);
    assertThat(cleaned.text()).doesNotContain(SECRET).doesNotContain("abcd").contains("ANIM");
    assertThat(cleaned.text().split("ANMF", -1)).hasSize(3);
    assertThat(cleaned.text().split("VP8L", -1)).hasSize(3);
    assertThat(cleaning.clean(cleaned.bytes()).bytes()).isEqualTo(cleaned.bytes());
  }

  @Test
  void damagedPicturesAreRefused() {
    byte[] picture = webp(header(0), lossless());
    refused(Arrays.copyOf(picture, picture.length - 2));
    refused(webp(header(0)));
    refused(webp(chunk("VP8X", new byte[4]), lossless()));
    refused(webp(latin("VP8L\377\377\377\177")));
    refused(webp(chunk("ANMF", new byte[5])));
    refused(webp(header(2), chunk("ANMF", new byte[16], latin("VP8L\377\377\377\377"))));
  }

  @Test
  void pixelsBeyondTheCanvasAreRefused() {
    byte[] canvas = {0, 0, 0, 0, 9, 0, 0, 9, 0, 0};
    byte[] small = chunk("VP8X", canvas);
    refused(webp(small, lossless()));
    refused(webp(small, lossy()));
    refused(webp(small, chunk("ANMF", new byte[16], lossless())));
    byte[] place = {0, 0, 0, 0, 0, 0, 39, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    refused(webp(small, chunk("ANMF", place)));
  }

  private void refused(byte[] picture) {
    assertThatThrownBy(() -> cleaning.process(picture))
        .isInstanceOfSatisfying(
            UnsupportedMediaException.class,
            e -> assertThat(e.reason().code()).isEqualTo("damaged-file"));
    assertThat(cleaning.cleaned()).doesNotExist();
  }
}
