package chat.media.recording;

import static chat.media.testing.Pictures.SECRET;
import static chat.media.testing.Pictures.join;
import static chat.media.testing.Pictures.latin;
import static chat.media.testing.Pictures.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.media.Media;
import chat.media.UnsupportedMediaException;
import chat.media.testing.Cleaning;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SoundTest {
  /** MPEG 1, layer III, 128 kbit/s, 44.1 kHz: 417 bytes. */
  private static final byte[] FRAME = join(latin("\377\373\220\104"), new byte[413]);

  private static final byte[] ID3 = join(latin("ID3\3\0\0\0\0\0\14"), latin(SECRET));
  private static final byte[] ID3_AT_END = join(latin("TAG" + SECRET), new byte[113]);

  @TempDir Path folder;
  private Cleaning cleaning;

  @BeforeEach
  void open() {
    cleaning = new Cleaning(folder);
  }

  @Test
  void mp3HasNothingButItsFrames() throws Exception {
    byte[] junk = join(new byte[100], latin("\377\373\220\104" + SECRET));
    byte[] received =
        join(ID3, ID3, FRAME, FRAME, junk, FRAME, FRAME, latin("APETAGEX" + SECRET), ID3_AT_END);
    var cleaned = cleaning.clean(received);
    assertThat(cleaned.media()).isEqualTo(new Media("audio/mpeg", 0, 0, true));
    assertThat(cleaned.text()).isEqualTo(text(FRAME).repeat(4));
  }

  @Test
  void mp3WithoutFramesIsRefused() {
    refused(join(ID3, new byte[5000]));
    refused(latin("ID3\3\0\0\177\177\177\177"));
  }

  /** Each byte is a header whose frame ends outside of the buffer. */
  @Test
  @Timeout(20)
  void mp3OfHeadersAloneTakesNoTime() {
    byte[] headers = new byte[4 << 20];
    for (int i = 0; i < headers.length; i++) {
      headers[i] = (byte) (i % 4 == 0 ? 0xFF : i % 4 == 1 ? 0xFB : i % 4 == 2 ? 0xE2 : 0);
    }
    refused(join(ID3, headers, new byte[2000]));
  }

  @Test
  void flacHasItsParametersAndFrames() throws Exception {
    byte[] info = latin("\0\0\0\42" + "\1".repeat(34));
    byte[] comments = latin("\4\0\0\14" + SECRET);
    byte[] picture = latin("\206\0\0\14" + SECRET);
    byte[] frames = latin("\377\370SOUND");
    byte[] received = join(latin("fLaC"), info, comments, picture, frames, ID3_AT_END);
    byte[] expected = join(latin("fLaC"), latin("\200\0\0\42" + "\1".repeat(34)), frames);
    var cleaned = cleaning.clean(received);
    assertThat(cleaned.media()).isEqualTo(new Media("audio/flac", 0, 0, true));
    assertThat(cleaned.bytes()).isEqualTo(expected);
    // With a tag of MP3 before it.
    var tagged = cleaning.clean(join(ID3, received));
    assertThat(tagged.media().type()).isEqualTo("audio/flac");
    assertThat(tagged.bytes()).isEqualTo(expected);
  }

  @Test
  void flacWithoutParametersOrFramesIsRefused() {
    refused(latin("fLaC\200\0\0\0\377\370SOUND"));
    refused(latin("fLaC\200\0\0\42" + "\1".repeat(34)));
    refused(latin("fLaC\4\377\377\377" + "\1".repeat(34)));
  }

  @Test
  void wavHasItsFormatAndSamples() throws Exception {
    byte[] wav = wav();
    int data = text(wav).indexOf("data");
    byte[] received =
        join(
            Arrays.copyOf(wav, data),
            chunk("LIST", latin("INFOIART" + SECRET)),
            chunk("bext", latin(SECRET)),
            Arrays.copyOfRange(wav, data, wav.length),
            chunk("_PMX", latin(SECRET)));
    var cleaned = cleaning.clean(received);
    assertThat(cleaned.media()).isEqualTo(new Media("audio/wav", 0, 0, true));
    assertThat(cleaned.bytes()).isEqualTo(wav);
  }

  @Test
  void wavOfUnknownLengthEndsWithTheFile() throws Exception {
    byte[] wav = wav();
    byte[] piped = wav.clone();
    int length = text(wav).indexOf("data") + 4;
    Arrays.fill(piped, length, length + 4, (byte) 0xFF);
    assertThat(cleaning.clean(piped).bytes()).isEqualTo(wav);
    refused(Arrays.copyOf(wav, length - 4));
  }

  private static byte[] wav() throws Exception {
    var format = new AudioFormat(8000, 16, 1, true, false);
    var samples = new AudioInputStream(new ByteArrayInputStream(new byte[200]), format, 100);
    var wav = new ByteArrayOutputStream();
    AudioSystem.write(samples, AudioFileFormat.Type.WAVE, wav);
    return wav.toByteArray();
  }

  private static byte[] chunk(String name, byte[] content) {
    return ByteBuffer.allocate(8 + content.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(latin(name))
        .putInt(content.length)
        .put(content)
        .array();
  }

  private void refused(byte[] sound) {
    assertThatThrownBy(() -> cleaning.process(sound))
        .isInstanceOfSatisfying(
            UnsupportedMediaException.class,
            e -> assertThat(e.reason().code()).isEqualTo("damaged-file"));
    assertThat(cleaning.cleaned()).doesNotExist();
  }
}
