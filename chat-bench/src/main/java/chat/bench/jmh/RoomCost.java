package chat.bench.jmh;

import chat.core.ChatRoom;
import chat.core.RoomClient;
import chat.core.Seat;
import chat.core.log.MemoryTranscript;
import chat.core.log.Receipt;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.delivery.DeliverySettings;
import chat.web.delivery.RoomStream;
import chat.web.protocol.Dialect;
import chat.web.protocol.JsonDialect;
import chat.web.protocol.PlainDialect;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one message costs the room, from the seat through the log in memory into the streams that
 * all connections share; whatever it costs each of them comes after that.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class RoomCost {
  private static final String TEXT = "x".repeat(64);

  /** Which dialects somebody listens in. */
  @Param({"nobody", "plain", "chat.v1", "both"})
  public String listeners;

  private Seat seat;

  /** Somebody sits in a room, and somebody listens. */
  @Setup
  public void open() {
    var room =
        new ChatRoom(
            RoomName.LOBBY,
            new MemoryTranscript(InstantSource.system()),
            Duration.ZERO,
            InstantSource.system());
    for (Dialect dialect : heard()) {
      RoomStream stream = new RoomStream(dialect, DeliverySettings.DEFAULTS);
      room.addListener(stream);
      // Whoever has entered is told; its position is not kept, as the reader would move on.
      var _ = stream.enter();
    }
    seat =
        room.join(new Member("AbCdEfGhIjKl", "somebody"), new Silent(), () -> Duration.ZERO)
            .orElseThrow();
  }

  private List<Dialect> heard() {
    return switch (listeners) {
      case "plain" -> List.of(new PlainDialect());
      case "chat.v1" -> List.of(new JsonDialect());
      case "both" -> Dialect.ALL;
      default -> List.of();
    };
  }

  @Benchmark
  public void say() {
    seat.say("", TEXT, 0, Receipt.NONE);
  }

  private static final class Silent implements RoomClient {
    @Override
    public void joined(ChatRoom room, long last) {}

    @Override
    public void removed(RemovalReason why) {}
  }
}
