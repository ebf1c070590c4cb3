package chat.bench.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.web.config.MessageLimits;
import chat.web.delivery.FrameEncoder;
import chat.web.session.ClientFrame;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to read a message's frame out of what the network brought, and to write one. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class FrameCost {
  // As many as one read brings when a sender has that many under way.
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

  /** Read as the connection reads it: the frame, its bytes, the text. */
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

  /** Written as the stream writes it, in place. */
  @Benchmark
  public byte[] write() {
    FrameEncoder.putText(stream, 0, payload);
    return stream;
  }
}
