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

/** Tests {@link MessageExchange} from the bytes that a client reads to the violations. */
class MessageExchangeTest {
  private static final int SIZE = 64;

  private final BenchClient sender = client(0);
  private final BenchClient receiver = client(1);

  @ParameterizedTest
  @EnumSource
  void unalteredDeliveriesAreClean(Subprotocol subprotocol) throws Exception {
    MessageExchange exchange = exchange(subprotocol);
    byte[] frames =
        join(
            sentFrame(exchange, subprotocol, sender, 0),
            sentFrame(exchange, subprotocol, receiver, 0));
    receive(exchange, sender, frames);
    receive(exchange, receiver, frames);
    assertThat(exchange.violations(0, "")).isEqualTo(Violations.NONE);
    assertThat(exchange.received()).isEqualTo(4);
    assertThat(exchange.isAllReceived()).isTrue();
  }

  /** The frames are cut after each byte, as a network may do. */
  @ParameterizedTest
  @EnumSource
  void framesAreParsedFromAnyPieces(Subprotocol subprotocol) throws Exception {
    MessageExchange exchange = exchange(subprotocol);
    byte[] frames =
        join(
            sentFrame(exchange, subprotocol, sender, 0),
            sentFrame(exchange, subprotocol, receiver, 0));
    ByteBuffer in = buffer(frames);
    for (BenchClient client : new BenchClient[] {sender, receiver}) {
      int used = 0;
      for (int end = 1; end <= frames.length; end++) {
        used = FrameReader.read(client, in, used, end, System.nanoTime(), exchange);
      }
      assertThat(used).isEqualTo(frames.length);
    }
    assertThat(exchange.violations(0, "")).isEqualTo(Violations.NONE);
  }

  @ParameterizedTest
  @EnumSource
  void alteredTextIsDetectedAndNotCounted(Subprotocol subprotocol) throws Exception {
    MessageExchange exchange = exchange(subprotocol);
    byte[] frame = sentFrame(exchange, subprotocol, sender, 0);
    byte[] altered = replace(frame, "ghij", "gxij");
    assertThat(altered).isNotEqualTo(frame);
    receive(exchange, sender, frame);
    receive(exchange, receiver, altered);
    Violations violations = exchange.violations(0, "");
    assertThat(violations.altered()).isEqualTo(1);
    assertThat(violations.lost()).isEqualTo(1);
  }

  @Test
  void textUnderAnotherNameIsAltered() throws Exception {
    assertThat(altered(frame -> replace(frame, "u0:", "u1:"))).isEqualTo(1);
  }

  @Test
  void textWithAnAlteredPrefixIsAltered() throws Exception {
    assertThat(altered(frame -> replace(frame, "u0:", "U0:"))).isEqualTo(1);
  }

  @Test
  void textThatWasNotSentIsAltered() throws Exception {
    MessageExchange exchange = exchange(Subprotocol.PLAIN);
    byte[] frame = sentFrame(exchange(Subprotocol.PLAIN), Subprotocol.PLAIN, sender, 0);
    receive(exchange, receiver, frame);
    assertThat(exchange.violations(0, "").altered()).isEqualTo(1);
  }

  @Test
  void joinsAreNotMessages() throws Exception {
    MessageExchange exchange = exchange(Subprotocol.PLAIN);
    receive(exchange, receiver, frame("【u0】进入了聊天室".getBytes(UTF_8)));
    assertThat(exchange.otherFrames()).isEqualTo(1);
    assertThat(exchange.violations(0, "")).isEqualTo(Violations.NONE);
  }

  @Test
  void violationsQuoteTheFirstRefusal() throws Exception {
    MessageExchange exchange = exchange(Subprotocol.PLAIN);
    exchange.send(sender, System.nanoTime());
    receive(exchange, sender, frame("! too fast".getBytes(UTF_8)));
    assertThat(exchange.violations(0, "")).hasToString("2 lost (! too fast)");
  }

  @Test
  void endedConnectionIsAViolation() {
    Violations violations = exchange(Subprotocol.PLAIN).violations(1, "closed with 1008");
    assertThat(violations).hasToString("1 connections ended (closed with 1008)");
    assertThat(violations.isClean()).isFalse();
  }

  @Test
  void pongCarriesThePingPayloadMasked() throws Exception {
    receive(exchange(Subprotocol.PLAIN), receiver, new byte[] {(byte) 0x89, 2, 'h', 'i'});
    ByteBuffer out = receiver.reserve(0).flip();
    assertThat(out.remaining()).isEqualTo(8);
    assertThat(out.get(0)).isEqualTo((byte) 0x8A);
    assertThat(out.get(1)).isEqualTo((byte) 0x82);
    assertThat((char) (out.get(6) ^ out.get(2))).isEqualTo('h');
    assertThat((char) (out.get(7) ^ out.get(3))).isEqualTo('i');
  }

  @Test
  void closeFrameThrows() {
    byte[] close = {(byte) 0x88, 2, 0x03, (byte) 0xF0};
    assertThatThrownBy(() -> receive(exchange(Subprotocol.PLAIN), receiver, close))
        .isInstanceOf(FrameReader.BrokenConnectionException.class)
        .hasMessage("closed with 1008");
  }

  private static long altered(UnaryOperator<byte[]> change) throws Exception {
    MessageExchange exchange = exchange(Subprotocol.PLAIN);
    byte[] frame = change.apply(sentFrame(exchange, Subprotocol.PLAIN, client(0), 0));
    receive(exchange, client(1), frame);
    return exchange.violations(0, "").altered();
  }

  private static MessageExchange exchange(Subprotocol subprotocol) {
    return new MessageExchange(
        new TalkScenario("", "", Log.MEMORY, subprotocol, 2, 2, SIZE, 1, 0, 0));
  }

  private static BenchClient client(int number) {
    return new BenchClient(number, ConnectRamp.names(MessageExchange.INITIAL, 2)[number], true);
  }

  /** Sends a message, and returns the frame that the server makes of it. */
  private static byte[] sentFrame(
      MessageExchange exchange, Subprotocol subprotocol, BenchClient client, int seq) {
    exchange.send(client, System.nanoTime());
    byte[] text = new byte[SIZE];
    new MessagePayload(SIZE).write(text, 0, client.number(), seq, 1);
    String words = new String(text, UTF_8);
    String payload =
        switch (subprotocol) {
          case PLAIN -> client.name() + ":" + words;
          case CHAT_V1 ->
              "{\"type\":\"said\",\"seq\":7,\"at\":\"2026-11-23T12:34:56.789Z\",\"from\":{\"id\":\"A\","
                  + "\"name\":\""
                  + client.name()
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
    // 16 bytes longer than the frames, as the group's buffer is, because words of 8 bytes are read
    // beyond the end of a short frame.
    return ByteBuffer.allocateDirect(bytes.length + 16).order(ByteOrder.LITTLE_ENDIAN).put(bytes);
  }

  private static void receive(MessageExchange exchange, BenchClient client, byte[] frames)
      throws Exception {
    int used =
        FrameReader.read(client, buffer(frames), 0, frames.length, System.nanoTime(), exchange);
    assertThat(used).isEqualTo(frames.length);
  }
}
