package chat.web.attack;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.ClientFrames;
import chat.web.testing.RawClient;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Tag;

/** Random frames close their own connection only. See {@link FuzzTest}. */
@Tag("server")
class FuzzedRoomTest {
  private static TestServer server;
  private static TestClient ann;
  private static String mallory;

  @BeforeContainer
  static void open() {
    server = TestServer.open();
    ann = server.connectPlain("Ann", "/chat");
    ann.receive();
    mallory = server.signIn("Mallory");
  }

  @AfterContainer
  static void close() {
    ann.close();
    server.close();
  }

  /** Frames of any opcode, each with a few bits flipped. */
  @Provide
  Arbitrary<List<byte[]>> damagedFrames() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 15),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(300),
            Arbitraries.integers().between(0, 1 << 16).list().ofMaxSize(4))
        .as(FuzzedRoomTest::damaged)
        .list()
        .ofMaxSize(5);
  }

  private static byte[] damaged(int opcode, byte[] payload, List<Integer> flips) {
    byte[] frame = ClientFrames.frame(ClientFrames.FIN | opcode, payload);
    for (int flip : flips) {
      int bit = flip % (frame.length * 8);
      frame[bit / 8] ^= (byte) (1 << bit % 8);
    }
    return frame;
  }

  @Property(tries = 200)
  void theRoomSurvivesAnyBytes(@ForAll("damagedFrames") List<byte[]> frames) {
    try (RawClient client = server.rawClient().upgraded("/chat/elsewhere", mallory)) {
      frames.forEach(client::send);
      client.sendFin();
      assertThat(client.isClosed()).isTrue();
    }
    ann.send("hello");
    assertThat(ann.receive()).isEqualTo("Ann:hello");
  }
}
