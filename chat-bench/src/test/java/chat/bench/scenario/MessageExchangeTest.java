package chat.bench.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.bench.client.BenchClient;
import chat.bench.client.ConnectRamp;
import chat.bench.client.FrameReader;
import chat.bench.client.MessagePayload;
import chat.bench.client.Subprotocol;
import chat.bench.measurement.ServerProcess.Log;
import chat.bench.measurement.Violations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * From the bytes that a guest reads to the findings: what was altered is found, and what is not.
 */
class MessageExchangeTest {
  private static final int SIZE = 64;

  private final BenchClient anna = guest(0);
  private final BenchClient ben = guest(1);

  @ParameterizedTest
  @EnumSource
  void whatEverybodyHearsAsItWasSaidIsClean(Subprotocol speech) throws Exception {
    MessageExchange conversation = conversation(speech);
    byte[] frames = join(said(conversation, speech, anna, 0), said(conversation, speech, ben, 0));
    hear(conversation, anna, frames);
    hear(conversation, ben, frames);
    assertThat(conversation.findings(0, "")).isEqualTo(Violations.NONE);
    assertThat(conversation.heard()).isEqualTo(4);
    assertThat(conversation.isAllHeard()).isTrue();
  }

  /** However the network cuts what is sent into pieces. */
  @ParameterizedTest
  @EnumSource
  void framesAreUnderstoodInAnyPieces(Subprotocol speech) throws Exception {
    MessageExchange conversation = conversation(speech);
    byte[] frames = join(said(conversation, speech, anna, 0), said(conversation, speech, ben, 0));
    ByteBuffer in = buffer(frames);
    for (BenchClient guest : new BenchClient[] {anna, ben}) {
      int used = 0;
      for (int end = 1; end <= frames.length; end++) {
        used = FrameReader.read(guest, in, used, end, System.nanoTime(), conversation);
      }
      assertThat(used).isEqualTo(frames.length);
    }
    assertThat(conversation.findings(0, "")).isEqualTo(Violations.NONE);
  }

  @ParameterizedTest
  @EnumSource
  void anAlteredTextIsFoundAndNotCounted(Subprotocol speech) throws Exception {
    MessageExchange conversation = conversation(speech);
    byte[] frame = said(conversation, speech, anna, 0);
    byte[] altered = replace(frame, "ghij", "gxij");
    assertThat(altered).isNotEqualTo(frame);
    hear(conversation, anna, frame);
    hear(conversation, ben, altered);
    Violations findings = conversation.findings(0, "");
    assertThat(findings.altered()).isEqualTo(1);
    assertThat(findings.lost()).isEqualTo(1);
  }

  @Test
  void aTextUnderAnotherNameIsAltered() throws Exception {
    assertThat(altered(frame -> replace(frame, "u0:", "u1:"))).isEqualTo(1);
  }

  @Test
  void aTextWithSomethingBeforeItIsAltered() throws Exception {
    assertThat(altered(frame -> replace(frame, "u0:", "U0:"))).isEqualTo(1);
  }

  @Test
  void whatNobodyHasSaidIsAltered() throws Exception {
    MessageExchange conversation = conversation(Subprotocol.PLAIN);
    byte[] frame = said(conversation(Subprotocol.PLAIN), Subprotocol.PLAIN, anna, 0);
    hear(conversation, ben, frame);
    assertThat(conversation.findings(0, "").altered()).isEqualTo(1);
  }

  @Test
  void comingsAndAcknowledgementsAreNoMessages() throws Exception {
    MessageExchange conversation = conversation(Subprotocol.PLAIN);
    hear(conversation, ben, frame("【u0】进入了聊天室".getBytes(UTF_8)));
    assertThat(conversation.others()).isEqualTo(1);
    assertThat(conversation.findings(0, "")).isEqualTo(Violations.NONE);
  }

  @Test
  void aRefusalIsQuotedBesideWhatItLost() throws Exception {
    MessageExchange conversation = conversation(Subprotocol.PLAIN);
    conversation.say(anna, System.nanoTime());
    hear(conversation, anna, frame("! too fast".getBytes(UTF_8)));
    assertThat(conversation.findings(0, "")).hasToString("2 lost (! too fast)");
  }

  @Test
  void aConnectionThatEndedIsAFinding() {
    Violations findings = conversation(Subprotocol.PLAIN).findings(1, "closed with 1008");
    assertThat(findings).hasToString("1 connections ended (closed with 1008)");
    assertThat(findings.isClean()).isFalse();
  }

  @Test
  void aPingIsAnsweredWithItsPayloadMasked() throws Exception {
    hear(conversation(Subprotocol.PLAIN), ben, new byte[] {(byte) 0x89, 2, 'h', 'i'});
    ByteBuffer out = ben.room(0).flip();
    assertThat(out.remaining()).isEqualTo(8);
    assertThat(out.get(0)).isEqualTo((byte) 0x8A);
    assertThat(out.get(1)).isEqualTo((byte) 0x82);
    assertThat((char) (out.get(6) ^ out.get(2))).isEqualTo('h');
    assertThat((char) (out.get(7) ^ out.get(3))).isEqualTo('i');
  }

  @Test
  void aCloseFrameEndsIt() {
    byte[] close = {(byte) 0x88, 2, 0x03, (byte) 0xF0};
    assertThatThrownBy(() -> hear(conversation(Subprotocol.PLAIN), ben, close))
        .isInstanceOf(FrameReader.Broken.class)
        .hasMessage("closed with 1008");
  }

  private static long altered(UnaryOperator<byte[]> change) throws Exception {
    MessageExchange conversation = conversation(Subprotocol.PLAIN);
    byte[] frame = change.apply(said(conversation, Subprotocol.PLAIN, guest(0), 0));
    hear(conversation, guest(1), frame);
    return conversation.findings(0, "").altered();
  }

  private static MessageExchange conversation(Subprotocol speech) {
    return new MessageExchange(new TalkScenario("", "", Log.MEMORY, speech, 2, 2, SIZE, 1, 0, 0));
  }

  private static BenchClient guest(int number) {
    return new BenchClient(number, ConnectRamp.names(MessageExchange.INITIAL, 2)[number], true);
  }

  /** Says something, and gives the frame that the room makes of it. */
  private static byte[] said(
      MessageExchange conversation, Subprotocol speech, BenchClient guest, int seq) {
    conversation.say(guest, System.nanoTime());
    byte[] text = new byte[SIZE];
    new MessagePayload(SIZE).write(text, 0, guest.number(), seq, 1);
    String words = new String(text, UTF_8);
    String payload =
        switch (speech) {
          case PLAIN -> guest.name() + ":" + words;
          case CHAT_V1 ->
              "{\"type\":\"said\",\"seq\":7,\"at\":\"2026-11-23T12:34:56.789Z\",\"from\":{\"id\":\"A\","
                  + "\"name\":\""
                  + guest.name()
                  + "\"},\"text\":\""
                  + words
                  + "\",\"id\":\"9\"}";
        };
    return frame(payload.getBytes(UTF_8));
  }

  private static byte[] frame(byte[] payload) {
    byte[] header =
        payload.length < 126
            ? new byte[] {(byte) 0x81, (byte) payload.length}
            : new byte[] {(byte) 0x81, 126, (byte) (payload.length >> 8), (byte) payload.length};
    return join(header, payload);
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] replace(byte[] frame, String from, String to) {
    String text = new String(frame, java.nio.charset.StandardCharsets.ISO_8859_1);
    return text.replaceFirst(from, to).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static ByteBuffer buffer(byte[] bytes) {
    // As large as the crowd's in proportion: words are read beyond the end of a short frame.
    return ByteBuffer.allocateDirect(bytes.length + 16).order(ByteOrder.LITTLE_ENDIAN).put(bytes);
  }

  private static void hear(MessageExchange conversation, BenchClient guest, byte[] frames)
      throws Exception {
    int used =
        FrameReader.read(guest, buffer(frames), 0, frames.length, System.nanoTime(), conversation);
    assertThat(used).isEqualTo(frames.length);
  }
}
