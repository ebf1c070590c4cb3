package chat.media.recording;

import static chat.media.testing.Films.box;
import static chat.media.testing.Films.ints;
import static chat.media.testing.Pictures.SECRET;
import static chat.media.testing.Pictures.join;
import static chat.media.testing.Pictures.latin;
import static chat.media.testing.Pictures.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.media.Media;
import chat.media.UnsupportedMediaException;
import chat.media.testing.Cleaning;
import chat.media.testing.Films;
import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.mp4.Mp4Directory;
import com.drew.metadata.mp4.media.Mp4VideoDirectory;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Mp4Test {
  @TempDir Path folder;
  private Cleaning cleaning;

  @BeforeEach
  void open() {
    cleaning = new Cleaning(folder);
  }

  @Test
  void locationsAndCamerasAreErasedInAllPlaces() throws Exception {
    byte[] received = Films.mp4("mp42");
    assertThat(text(received)).contains(SECRET);
    var cleaned = cleaning.clean(received);
    assertThat(cleaned.text()).doesNotContain(SECRET).doesNotContain("+48.5");
  }

  @Test
  void samplesStayWhereTheyAre() throws Exception {
    byte[] received = Films.mp4("mp42");
    String cleaned = cleaning.clean(received).text();
    assertThat(cleaned.indexOf("FIRST-CHUNK.")).isEqualTo(text(received).indexOf("FIRST-CHUNK."));
    assertThat(cleaned.indexOf("SECOND-CHUNK"))
        .isEqualTo(text(received).indexOf("SECOND-CHUNK"))
        .isPositive();
  }

  @Test
  void unusualTablesAreRead() throws Exception {
    for (boolean sound : new boolean[] {false, true}) {
      byte[] received = Films.unusual(sound);
      assertThat(text(received)).contains(SECRET);
      var cleaned = cleaning.clean(received);
      assertThat(cleaned.media().type()).isEqualTo(sound ? "audio/mp4" : "video/mp4");
      assertThat(cleaned.bytes()).hasSameSizeAs(received);
      assertThat(cleaned.text()).doesNotContain(SECRET);
      assertThat(cleaned.text().indexOf("FIRST-CHUNK."))
          .isEqualTo(text(received).indexOf("FIRST-CHUNK."))
          .isPositive();
      assertThat(cleaned.text().indexOf("SECOND-CHUNK"))
          .isEqualTo(text(received).indexOf("SECOND-CHUNK"));
    }
  }

  @Test
  void anotherReaderFindsTheFilmAndNoTimeOfCreation() throws Exception {
    assertThat(creation(Films.mp4("mp42"))).contains("1904").contains("01:17");
    byte[] cleaned = cleaning.clean(Films.mp4("mp42")).bytes();
    assertThat(creation(cleaned)).contains("1904").contains("00:00:00");
    Metadata metadata = ImageMetadataReader.readMetadata(new ByteArrayInputStream(cleaned));
    assertThat(metadata.getDirectoriesOfType(Mp4VideoDirectory.class)).hasSize(1);
  }

  @Test
  void dimensionsAreThoseOfTheTurnedFilm() throws Exception {
    assertThat(cleaning.process(Films.mp4("mp42")))
        .isEqualTo(new Media("video/mp4", 360, 640, true));
    assertThat(cleaning.process(Films.mp4("qt  "))).returns("video/quicktime", Media::type);
  }

  @Test
  void bytesBehindTheFilmAreDropped() throws Exception {
    byte[] received = Films.mp4("mp42");
    assertThat(text(received)).contains("PK\3\4");
    assertThat(cleaning.clean(received).text()).doesNotContain("PK\3\4");
  }

  @Test
  void fragmentsWithMeasurementsAreRefused() throws Exception {
    byte[] film = Films.mp4("mp42");
    byte[] whole =
        join(cut(film, text(film).lastIndexOf("uuid") - 4), box("moof", box("mfhd", ints(0, 1))));
    assertThatThrownBy(() -> cleaning.process(whole))
        .isInstanceOfSatisfying(
            UnsupportedMediaException.class,
            e -> assertThat(e.reason().code()).isEqualTo("not-cleanable"));
  }

  @Test
  void damagedFilmsAreRefused() {
    byte[] film = Films.mp4("mp42");
    byte[] brand = box("ftyp", latin("mp42"), ints(0));
    refused(cut(film, film.length / 2));
    refused(join(brand, ints(0x7FFFFFFF), latin("moov")));
    refused(join(brand, ints(1), latin("moov"), ints(-1, -1)));
    refused(join(brand, ints(4), latin("moov")));
    refused(join(brand, box("mdat", new byte[9])));
    refused(join(brand, box("moov", box("trak", ints(0x7FFFFFFF), latin("mdia"))), box("mdat")));
    refused(join(brand, box("moov", box("mvhd")), box("mdat")));
  }

  private void refused(byte[] film) {
    assertThatThrownBy(() -> cleaning.process(film))
        .isInstanceOfSatisfying(
            UnsupportedMediaException.class,
            e -> assertThat(e.reason().code()).isEqualTo("damaged-file"));
    assertThat(cleaning.cleaned()).doesNotExist();
  }

  private static byte[] cut(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length);
  }

  private static String creation(byte[] film) throws Exception {
    return ImageMetadataReader.readMetadata(new ByteArrayInputStream(film))
        .getFirstDirectoryOfType(Mp4Directory.class)
        .getDescription(Mp4Directory.TAG_CREATION_TIME);
  }
}
