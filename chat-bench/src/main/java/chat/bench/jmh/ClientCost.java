package chat.bench.jmh;

import chat.bench.client.BenchClient;
import chat.bench.client.ConnectRamp;
import chat.bench.client.FrameReader;
import chat.bench.client.MessagePayload;
import chat.bench.client.Subprotocol;
import chat.bench.measurement.ServerProcess;
import chat.bench.scenario.MessageExchange;
import chat.bench.scenario.TalkScenario;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a delivery costs this bench itself, the kernel aside: to find, check and count it. It shares
 * the machine with the server, so it has to be little beside what the server needs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class ClientCost {
  private static final int GUESTS = 32;
  private static final int SIZE = 64;
  private static final int MESSAGES = 1_024;

  private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 17).order(ByteOrder.LITTLE_ENDIAN);
  private final byte[][] names = ConnectRamp.names(MessageExchange.INITIAL, GUESTS);
  private final MessagePayload mark = new MessagePayload(SIZE);
  private final BenchClient listener = new BenchClient(0, names[0], true);
  private MessageExchange conversation;

  /** The same messages again, which nobody has heard yet. */
  @Setup(Level.Invocation)
  public void say() {
    conversation =
        new MessageExchange(
            new TalkScenario(
                "",
                "",
                ServerProcess.Log.MEMORY,
                Subprotocol.PLAIN,
                GUESTS,
                GUESTS,
                SIZE,
                1,
                0,
                0));
    in.clear();
    byte[] text = new byte[SIZE];
    for (int message = 0; message < MESSAGES; message++) {
      int sender = message % GUESTS;
      BenchClient guest = new BenchClient(sender, names[sender], true);
      conversation.say(guest, System.nanoTime());
      mark.write(text, 0, sender, message / GUESTS, 1);
      in.put((byte) 0x81).put((byte) (names[sender].length + 1 + SIZE));
      in.put(names[sender]).put((byte) ':').put(text);
    }
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public int listen() throws FrameReader.Broken {
    return FrameReader.read(listener, in, 0, in.position(), System.nanoTime(), conversation);
  }
}
