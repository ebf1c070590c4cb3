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
import chat.web.delivery.StreamFormat;
import chat.web.protocol.Dialect;
import chat.web.protocol.JsonDialect;
import chat.web.protocol.PlainDialect;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Cost of one message in the room: from the seat through the in-memory log into the streams that
 * all connections share. The cost of each connection is not included.
 */
public class RoomCost extends AverageTimeBenchmark {
  private static final String TEXT = "x".repeat(64);

  /** The dialects that have a listener. */
  @Param({"none", "plain", "chat.v1", "both"})
  public String listeners;

  private Seat seat;

  /** Opens a room with one member and a stream for each dialect. */
  @Setup
  public void open() {
    var room =
        new ChatRoom(
            RoomName.LOBBY,
            new MemoryTranscript(InstantSource.system()),
            Duration.ZERO,
            InstantSource.system());
    for (Dialect dialect : dialects()) {
      RoomStream stream =
          new RoomStream(dialect, StreamFormat.WEB_SOCKET.framing(""), DeliverySettings.DEFAULTS);
      room.addListener(stream);
      // A stream only takes frames when a connection has entered. The position is not kept, because
      // a reader would advance it and it would retain all later frames.
      var _ = stream.enter();
    }
    seat =
        room.join(new Member("AbCdEfGhIjKl", "somebody"), new SilentClient(), () -> Duration.ZERO)
            .orElseThrow();
  }

  private List<Dialect> dialects() {
    return switch (listeners) {
      case "plain" -> List.of(new PlainDialect(""));
      case "chat.v1" -> List.of(new JsonDialect());
      case "both" -> Dialect.ALL;
      default -> List.of();
    };
  }

  @Benchmark
  public void say() {
    seat.say("", TEXT, 0, Receipt.NONE);
  }

  private static final class SilentClient implements RoomClient {
    @Override
    public void joined(ChatRoom room, long last) {}

    @Override
    public void removed(RemovalReason reason) {}
  }
}
