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
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;

/**
 * Cost of a delivery in the client, without the kernel: finding, checking and counting the message.
 * It has to be small beside the server's, because both share the machine.
 */
public class ClientCost extends AverageTimeBenchmark {
  private static final int CLIENTS = 32;
  private static final int SIZE = 64;
  private static final int MESSAGES = 1_024;

  private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 17).order(ByteOrder.LITTLE_ENDIAN);
  private final byte[][] names = ConnectRamp.names(MessageExchange.INITIAL, CLIENTS);
  private final MessagePayload payload = new MessagePayload(SIZE);
  private final BenchClient receiver = new BenchClient(0, names[0], true);
  private MessageExchange exchange;

  /** Writes the same messages for a new exchange, which has received none of them. */
  @Setup(Level.Invocation)
  public void writeMessages() {
    exchange =
        new MessageExchange(
            new TalkScenario(
                "",
                "",
                ServerProcess.Log.MEMORY,
                Subprotocol.PLAIN,
                CLIENTS,
                CLIENTS,
                SIZE,
                1,
                0,
                0));
    in.clear();
    byte[] text = new byte[SIZE];
    for (int message = 0; message < MESSAGES; message++) {
      int sender = message % CLIENTS;
      BenchClient client = new BenchClient(sender, names[sender], true);
      exchange.send(client, System.nanoTime());
      payload.write(text, 0, sender, message / CLIENTS, 1);
      in.put((byte) 0x81).put((byte) (names[sender].length + 1 + SIZE));
      in.put(names[sender]).put((byte) ':').put(text);
    }
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public int read() throws FrameReader.BrokenConnectionException {
    return FrameReader.read(receiver, in, 0, in.position(), System.nanoTime(), exchange);
  }
}
