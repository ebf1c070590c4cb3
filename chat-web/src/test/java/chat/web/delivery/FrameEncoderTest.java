package chat.web.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames are encoded as in RFC 6455, section 5.7, on both sides of each step in length. */
class FrameEncoderTest {
  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void framesAreThoseOfTheExamplesInRfc6455() {
    byte[] hello = "Hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    assertThat(hex(FrameEncoder.text(hello))).isEqualTo("810548656c6c6f");
    assertThat(hex(FrameEncoder.ping(hello))).isEqualTo("890548656c6c6f");
    assertThat(hex(FrameEncoder.pong(hello))).isEqualTo("8a0548656c6c6f");
    assertThat(hex(FrameEncoder.EMPTY_PING)).isEqualTo("8900");
    assertThat(hex(FrameEncoder.close(1012))).isEqualTo("880203f4");
  }

  @ParameterizedTest
  @CsvSource({
    "0,8100",
    "1,8101",
    "125,817d",
    "126,817e007e",
    "127,817e007f",
    "255,817e00ff",
    "256,817e0100",
    "65535,817effff",
    "65536,817f0000000000010000",
    "16777217,817f0000000001000001",
  })
  void aLengthIsWrittenInItsShortestForm(int length, String header) {
    byte[] payload = new byte[length];
    Arrays.fill(payload, (byte) 'x');

    byte[] frame = FrameEncoder.text(payload);

    assertThat(frame).hasSize(FrameEncoder.textLength(length));
    int begun = frame.length - length;
    assertThat(hex(Arrays.copyOf(frame, begun))).isEqualTo(header);
    assertThat(ByteBuffer.wrap(frame, begun, length)).isEqualTo(ByteBuffer.wrap(payload));
  }

  @ParameterizedTest
  @CsvSource({"3", "126", "65536"})
  void aTextIsWrittenAtItsOffsetAndNowhereElse(int length) {
    byte[] payload = new byte[length];
    Arrays.fill(payload, (byte) 'x');
    int size = FrameEncoder.textLength(length);
    byte[] into = new byte[size + 8];
    // Filled with other bytes than zero, because the encoder has to overwrite all of its bytes.
    Arrays.fill(into, (byte) 0x55);

    FrameEncoder.putText(into, 5, payload);

    assertThat(Arrays.copyOfRange(into, 5, 5 + size)).isEqualTo(FrameEncoder.text(payload));
    assertThat(Arrays.copyOf(into, 5)).containsOnly(0x55);
    assertThat(Arrays.copyOfRange(into, 5 + size, into.length)).containsOnly(0x55);
  }
}
