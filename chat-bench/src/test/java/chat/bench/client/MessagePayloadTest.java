package chat.bench.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a payload is read as it was written, and that every altered bit is detected. */
class MessagePayloadTest {
  private static final int AT = 3;
  private static final long NANOS = 0xFEDC_BA98_7654L;

  @ParameterizedTest
  @ValueSource(ints = {MessagePayload.MIN_SIZE, 33, 64, 100, 1_024})
  void readReturnsWhatWasWritten(int size) {
    var payload = new MessagePayload(size);
    ByteBuffer in = in(text(payload));
    assertThat(payload.isIntact(in, AT, AT + size)).isTrue();
    assertThat(MessagePayload.sender(in, AT)).isEqualTo(0xABCD);
    assertThat(MessagePayload.seq(in, AT)).isEqualTo(0x1234_5678);
    assertThat(MessagePayload.nanos(in, AT)).isEqualTo(NANOS);
  }

  @Test
  void findReturnsTheIndexForAnyGuess() {
    ByteBuffer in = in(text(new MessagePayload(64)));
    assertThat(MessagePayload.find(in, 0, in.capacity(), AT)).isEqualTo(AT);
    assertThat(MessagePayload.find(in, 0, in.capacity(), 0)).isEqualTo(AT);
    assertThat(MessagePayload.find(in, 0, in.capacity(), in.capacity())).isEqualTo(AT);
    assertThat(MessagePayload.find(in, AT + 1, in.capacity(), AT)).isEqualTo(-1);
    assertThat(MessagePayload.find(in, 0, AT + MessagePayload.MIN_SIZE - 1, AT)).isEqualTo(-1);
  }

  @Test
  void truncatedTextIsNotIntact() {
    var payload = new MessagePayload(64);
    assertThat(payload.isIntact(in(text(payload)), AT, AT + 63)).isFalse();
  }

  /** All bits are tried: an altered number no longer fits its filler. */
  @Test
  void everyAlteredBitIsDetected() {
    var payload = new MessagePayload(96);
    int undetected = 0;
    for (int bit = 0; bit < payload.size() * 8; bit++) {
      byte[] text = text(payload);
      text[bit / 8] ^= (byte) (1 << bit % 8);
      ByteBuffer in = in(text);
      boolean found = MessagePayload.find(in, 0, in.capacity(), AT) == AT;
      if (found && payload.isIntact(in, AT, in.capacity())) {
        undetected++;
      }
    }
    assertThat(undetected).isZero();
  }

  @Test
  void sizeBelowMinimumIsRejected() {
    assertThatThrownBy(() -> new MessagePayload(MessagePayload.MIN_SIZE - 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] text(MessagePayload payload) {
    byte[] text = new byte[payload.size()];
    payload.write(text, 0, 0xABCD, 0x1234_5678, NANOS);
    return text;
  }

  private static ByteBuffer in(byte[] text) {
    return ByteBuffer.allocateDirect(AT + text.length).order(ByteOrder.LITTLE_ENDIAN).put(AT, text);
  }
}
