package chat.bench.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.web.config.MessageLimits;
import chat.web.delivery.FrameEncoder;
import chat.web.session.ClientFrame;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Cost of parsing a client's text frame and of encoding a server's. */
public class FrameCost extends AverageTimeBenchmark {
  // The number of frames in one read of the network when a sender has 16 messages in flight.
  private static final int FRAMES = 16;

  private final byte[] payload = "x".repeat(64).getBytes(UTF_8);
  private final byte[] network = masked(payload);
  private final byte[] stream = new byte[FrameEncoder.textLength(payload.length)];

  private static byte[] masked(byte[] payload) {
    BufferData frames = BufferData.growing(FRAMES * (payload.length + 6));
    for (int i = 0; i < FRAMES; i++) {
      frames.write(0x81);
      frames.write(0x80 | payload.length);
      frames.write(new byte[4]);
      frames.write(payload);
    }
    return frames.readBytes();
  }

  /** Parses as the connection does: the frame, its payload, the text. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public int read() throws Exception {
    var reader = DataReader.create(network::clone);
    int length = 0;
    for (int i = 0; i < FRAMES; i++) {
      ClientFrame frame = ClientFrame.read(reader, MessageLimits.DEFAULTS.messageSize());
      length += new String(frame.payload(), UTF_8).length();
    }
    return length;
  }

  /** Encodes as the room stream does: in place. */
  @Benchmark
  public byte[] write() {
    FrameEncoder.putText(stream, 0, payload);
    return stream;
  }
}
