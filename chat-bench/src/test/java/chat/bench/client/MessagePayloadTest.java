package chat.bench.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written into a message is read out of it again, and no byte of it can change unseen. */
class MessagePayloadTest {
  private static final int AT = 3;
  private static final long NANOS = 0xFEDC_BA98_7654L;

  @ParameterizedTest
  @ValueSource(ints = {MessagePayload.LENGTH, 33, 64, 100, 1_024})
  void whatWasWrittenIsRead(int size) {
    var mark = new MessagePayload(size);
    ByteBuffer in = in(text(mark));
    assertThat(mark.isWhole(in, AT, AT + size)).isTrue();
    assertThat(MessagePayload.sender(in, AT)).isEqualTo(0xABCD);
    assertThat(MessagePayload.seq(in, AT)).isEqualTo(0x1234_5678);
    assertThat(MessagePayload.nanos(in, AT)).isEqualTo(NANOS);
  }

  @Test
  void itIsFoundWhereverItStands() {
    ByteBuffer in = in(text(new MessagePayload(64)));
    assertThat(MessagePayload.find(in, 0, in.capacity(), AT)).isEqualTo(AT);
    assertThat(MessagePayload.find(in, 0, in.capacity(), 0)).isEqualTo(AT);
    assertThat(MessagePayload.find(in, 0, in.capacity(), in.capacity())).isEqualTo(AT);
    assertThat(MessagePayload.find(in, AT + 1, in.capacity(), AT)).isEqualTo(-1);
    assertThat(MessagePayload.find(in, 0, AT + MessagePayload.LENGTH - 1, AT)).isEqualTo(-1);
  }

  @Test
  void aTextCutShortIsNotWhole() {
    var mark = new MessagePayload(64);
    assertThat(mark.isWhole(in(text(mark)), AT, AT + 63)).isFalse();
  }

  /** Of any byte: a number that was altered no longer fits its filler. */
  @Test
  void noAlteredBitEscapes() {
    var mark = new MessagePayload(96);
    int escaped = 0;
    for (int bit = 0; bit < mark.size() * 8; bit++) {
      byte[] text = text(mark);
      text[bit / 8] ^= (byte) (1 << bit % 8);
      ByteBuffer in = in(text);
      boolean found = MessagePayload.find(in, 0, in.capacity(), AT) == AT;
      if (found && mark.isWhole(in, AT, in.capacity())) {
        escaped++;
      }
    }
    assertThat(escaped).isZero();
  }

  @Test
  void aTextTooShortForAMarkIsRefused() {
    assertThatThrownBy(() -> new MessagePayload(MessagePayload.LENGTH - 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] text(MessagePayload mark) {
    byte[] text = new byte[mark.size()];
    mark.write(text, 0, 0xABCD, 0x1234_5678, NANOS);
    return text;
  }

  private static ByteBuffer in(byte[] text) {
    return ByteBuffer.allocateDirect(AT + text.length).order(ByteOrder.LITTLE_ENDIAN).put(AT, text);
  }
}
