package chat.media.recording;

import static chat.media.testing.Pictures.SECRET;
import static chat.media.testing.Pictures.join;
import static chat.media.testing.Pictures.latin;
import static chat.media.testing.Pictures.text;
import static chat.media.testing.Webms.element;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.media.Media;
import chat.media.UnsupportedMediaException;
import chat.media.testing.Cleaning;
import chat.media.testing.Webms;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatroskaTest {
  @TempDir Path folder;
  private Cleaning cleaning;

  @BeforeEach
  void open() {
    cleaning = new Cleaning(folder);
  }

  @Test
  void tagsAttachmentsAndTitlesAreErased() throws Exception {
    byte[] received = Webms.film(1);
    assertThat(text(received)).contains(SECRET).contains("12345678").contains("PK\3\4");
    var cleaned = cleaning.clean(received);
    assertThat(cleaned.text())
        .doesNotContain(SECRET)
        .doesNotContain("12345678")
        .doesNotContain("PK\3\4");
    assertThat(cleaned.media()).isEqualTo(new Media("video/webm", 320, 240, true));
  }

  @Test
  void whatIsErasedBecomesVoidSoThatAllPositionsStay() throws Exception {
    byte[] received = Webms.film(1);
    var cleaned = cleaning.clean(received);
    int block = text(received).indexOf("BLOCK");
    assertThat(cleaned.text().indexOf("BLOCK")).isEqualTo(block).isPositive();
    // A second pass reads each Void as an element, and changes nothing.
    byte[] first = cleaned.bytes();
    assertThat(cleaning.clean(first).bytes()).isEqualTo(first);
  }

  @Test
  void streamsWithoutSizesAreCleaned() throws Exception {
    byte[] received = Webms.stream();
    assertThat(text(received)).contains(SECRET);
    var cleaned = cleaning.clean(received);
    assertThat(cleaned.text()).doesNotContain(SECRET).contains("BLOCK");
    assertThat(cleaned.bytes()).hasSameSizeAs(received);
    assertThat(cleaned.media().type()).isEqualTo("video/webm");
  }

  @Test
  void soundAloneIsSound() throws Exception {
    assertThat(cleaning.process(Webms.film(2))).isEqualTo(new Media("audio/webm", 0, 0, true));
  }

  @Test
  void tracksOfMeasurementsAreRefused() {
    refused(Webms.film(0x21), "not-cleanable");
  }

  @Test
  void damagedFilesAreRefused() {
    byte[] film = Webms.film(1);
    byte[] header = Arrays.copyOf(film, 20);
    refused(Arrays.copyOf(film, film.length / 2), "damaged-file");
    refused(header, "damaged-file");
    refused(join(header, element(0x18538067)), "damaged-file");
    refused(join(header, latin("\30\123\200\147\1\177\377\377\377\377\377\377")), "damaged-file");
    refused(join(header, Webms.open(0x18538067, Webms.open(0x1549A966))), "damaged-file");
  }

  private void refused(byte[] film, String code) {
    assertThatThrownBy(() -> cleaning.process(film))
        .isInstanceOfSatisfying(
            UnsupportedMediaException.class, e -> assertThat(e.reason().code()).isEqualTo(code));
    assertThat(cleaning.cleaned()).doesNotExist();
  }
}
