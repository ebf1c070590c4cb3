package chat.media.picture;

import static chat.media.testing.Pictures.SECRET;
import static chat.media.testing.Pictures.join;
import static chat.media.testing.Pictures.latin;
import static chat.media.testing.Pictures.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.media.Media;
import chat.media.UnsupportedMediaException;
import chat.media.testing.Cleaning;
import chat.media.testing.Gifs;
import chat.media.testing.Leftovers;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GifTest {
  @TempDir Path folder;
  private Cleaning cleaning;

  @BeforeEach
  void open() {
    cleaning = new Cleaning(folder);
  }

  @Test
  void commentsTextsAndBytesAtTheEndAreGone() throws Exception {
    byte[] received = Gifs.animated();
    assertThat(new Leftovers(received).kinds()).contains("GIF Comment");
    var cleaned = cleaning.clean(received);
    assertThat(new Leftovers(cleaned.bytes()).kinds()).doesNotContain("GIF Comment");
    assertThat(cleaned.text()).doesNotContain(SECRET).doesNotContain("<script>");
    assertThat(cleaned.media()).isEqualTo(new Media("image/gif", 20, 10, true));
  }

  @Test
  void animationKeepsItsFramesAndItsLoop() throws Exception {
    byte[] cleaned = cleaning.clean(Gifs.animated()).bytes();
    assertThat(frames(cleaned)).isEqualTo(2);
    assertThat(Gifs.loops(cleaned)).isEqualTo(1);
  }

  @Test
  void damagedPicturesAreRefused() {
    byte[] picture = Gifs.animated();
    int end = text(picture).indexOf(";<script>");
    refused(Arrays.copyOf(picture, end));
    refused(Arrays.copyOf(picture, 12));
    refused(join(Arrays.copyOf(picture, 6), new byte[7], latin(";")));
    byte[] beyond = picture.clone();
    int frame = text(beyond).indexOf(",\0\0\0\0");
    beyond[frame + 6] = 100;
    refused(beyond);
    refused(latin("GIF89a/*<script>alert(1)</script>*/=1;"));
  }

  private void refused(byte[] picture) {
    assertThatThrownBy(() -> cleaning.process(picture))
        .isInstanceOfSatisfying(
            UnsupportedMediaException.class,
            e -> assertThat(e.reason().code()).isEqualTo("damaged-file"));
    assertThat(cleaning.cleaned()).doesNotExist();
  }

  private static int frames(byte[] gif) throws Exception {
    var reader = ImageIO.getImageReadersByFormatName("gif").next();
    reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(gif)));
    return reader.getNumImages(true);
  }
}
