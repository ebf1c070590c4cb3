package chat.media.recording;

import static chat.media.testing.Oggs.comments;
import static chat.media.testing.Oggs.ogg;
import static chat.media.testing.Pictures.SECRET;
import static chat.media.testing.Pictures.join;
import static chat.media.testing.Pictures.latin;
import static chat.media.testing.Pictures.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.media.Media;
import chat.media.UnsupportedMediaException;
import chat.media.testing.Cleaning;
import chat.media.testing.Oggs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OggTest {
  private static final String COMMENT = "LOCATION=" + SECRET;
  private static final byte[] VORBIS = latin("\1vorbis" + "\0".repeat(23));
  private static final byte[] SOUND = latin("SOUND");

  @TempDir Path folder;
  private Cleaning cleaning;

  @BeforeEach
  void open() {
    cleaning = new Cleaning(folder);
  }

  @Test
  void commentsBecomeAnEmptyListOfTheSameLength() throws Exception {
    byte[] received =
        ogg(VORBIS, comments("\3vorbis", SECRET, COMMENT, "\1"), latin("\5vorbis"), SOUND);
    var cleaned = cleaning.clean(received);
    assertThat(cleaned.media()).isEqualTo(new Media("audio/ogg", 0, 0, true));
    assertThat(cleaned.bytes()).hasSameSizeAs(received);
    assertThat(cleaned.text())
        .doesNotContain(SECRET)
        .contains("\3vorbis" + "\0".repeat(8) + "\1")
        .contains("\5vorbis", "SOUND");
  }

  @Test
  void commentsOfManyPagesAreErasedInEach() throws Exception {
    String large = SECRET.repeat(20_000);
    byte[] received = ogg(latin("OpusHead\1\2"), comments("OpusTags", "", large, ""), SOUND);
    var cleaned = cleaning.clean(received);
    assertThat(cleaned.text()).doesNotContain(SECRET).contains("SOUND");
    assertThat(cleaned.bytes()).hasSameSizeAs(received);
  }

  @Test
  void checksumsAreThoseOfTheChangedPages() throws Exception {
    byte[] received = Oggs.opus();
    byte[] cleaned = cleaning.clean(received).bytes();
    int second = text(cleaned).indexOf("OggS", 1);
    byte[] page = Arrays.copyOfRange(cleaned, second, text(cleaned).indexOf("OggS", second + 1));
    ByteBuffer header = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
    int written = header.getInt(22);
    header.putInt(22, 0);
    assertThat(written).isEqualTo(Oggs.checksum(page)).isNotZero();
  }

  @Test
  void picturesAndCommentsInFlacAreErased() throws Exception {
    var cleaned = cleaning.clean(Oggs.flac());
    assertThat(cleaned.text()).doesNotContain(SECRET).contains("\201\0\0\14\0", "\377\370SOUND");
  }

  @Test
  void filmsHaveTheDimensionsOfTheirHeader() throws Exception {
    byte[] header = latin("\200theora\3\2\1\0\24\0\17" + "\0\1\100\0\0\360" + "\0".repeat(22));
    byte[] received = ogg(header, comments("\201theora", SECRET, COMMENT, ""), latin("FILM"));
    var cleaned = cleaning.clean(received);
    assertThat(cleaned.media()).isEqualTo(new Media("video/ogg", 320, 240, true));
    assertThat(cleaned.text()).doesNotContain(SECRET).contains("FILM");
  }

  @Test
  void bytesBehindTheLastPageAreDropped() throws Exception {
    byte[] sound = ogg(latin("OpusHead\1\2"), comments("OpusTags", "", "", ""), SOUND);
    assertThat(cleaning.clean(join(sound, latin("PK\3\4" + SECRET))).bytes()).hasSameSizeAs(sound);
  }

  @Test
  void unknownCodecsAndDamagedPagesAreRefused() {
    refused(ogg(latin("unknown\0"), SOUND), "not-cleanable");
    byte[] sound = Oggs.opus();
    refused(Arrays.copyOf(sound, sound.length - 1), "damaged-file");
    refused(ogg(latin("OpusHead\1\2"), latin("OpusTags"), SOUND), "damaged-file");
  }

  private void refused(byte[] sound, String code) {
    assertThatThrownBy(() -> cleaning.process(sound))
        .isInstanceOfSatisfying(
            UnsupportedMediaException.class, e -> assertThat(e.reason().code()).isEqualTo(code));
    assertThat(cleaning.cleaned()).doesNotExist();
  }
}
