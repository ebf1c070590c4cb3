package chat.web.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.ChatRoom;
import chat.core.log.MemoryTranscript;
import chat.core.name.RoomName;
import chat.web.protocol.Dialect;
import chat.web.protocol.PlainDialect;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A room has few streams, whatever its clients ask for. */
class RoomStreamsTest {
  private final RoomStreams streams = new RoomStreams(DeliverySettings.DEFAULTS);
  private final ChatRoom room =
      new ChatRoom(
          RoomName.LOBBY,
          new MemoryTranscript(InstantSource.system()),
          Duration.ZERO,
          InstantSource.system());

  RoomStreamsTest() {
    streams.add(room);
  }

  private RoomStream of(String origin) {
    return streams.of(room, new PlainDialect(origin), StreamFormat.WEB_SOCKET);
  }

  @Test
  void originsHaveStreamsOfTheirOwn() {
    assertThat(of("http://a")).isSameAs(of("http://a")).isNotSameAs(of("http://b"));
    assertThat(
            streams.of(room, Dialect.of(List.of("chat.v1"), "http://a"), StreamFormat.WEB_SOCKET))
        .isSameAs(
            streams.of(room, Dialect.of(List.of("chat.v1"), "http://b"), StreamFormat.WEB_SOCKET));
  }

  @Test
  void originsBeyondTheLimitShareOneStream() {
    RoomStream first = of("http://0");
    for (int i = 1; i < 100; i++) {
      of("http://" + i);
    }
    assertThat(of("http://new")).isSameAs(of("http://99")).isSameAs(of(""));
    assertThat(of("http://0")).isSameAs(first).isNotSameAs(of(""));
  }
}
