package chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever bytes come, their connection ends and the room talks on. See {@link FuzzTest}. */
class FuzzedRoomTest {
  private static final OpenHouse HOUSE = new OpenHouse();

  private static Stranger ann;
  private static String mallorysCookie;

  @BeforeContainer
  static void open() throws IOException {
    HOUSE.open();
    ann = HOUSE.visitor("Ann");
    mallorysCookie = HOUSE.cookie("Mallory");
  }

  @AfterContainer
  static void close() throws IOException {
    try (HOUSE) {
      ann.close();
    }
  }

  /** Frames of any opcode, of each a few bits turned over. */
  @Provide
  Arbitrary<List<byte[]>> spoiltFrames() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 15),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(300),
            Arbitraries.integers().between(0, 1 << 16).list().ofMaxSize(4))
        .as(FuzzedRoomTest::spoilt)
        .list()
        .ofMaxSize(5);
  }

  private static byte[] spoilt(int opcode, byte[] payload, List<Integer> flips) {
    byte[] frame = Stranger.frame(opcode, payload);
    for (int flip : flips) {
      int bit = flip % (frame.length * 8);
      frame[bit / 8] ^= (byte) (1 << bit % 8);
    }
    return frame;
  }

  @Property(tries = 200)
  void whateverBytesComeTheRoomTalksOn(@ForAll("spoiltFrames") List<byte[]> frames)
      throws IOException {
    try (Stranger mallory = Stranger.connected(HOUSE.port(), "/chat/elsewhere", mallorysCookie)) {
      for (byte[] frame : frames) {
        mallory.send(frame);
      }
      mallory.socket().shutdownOutput();
      assertThat(mallory.isSentAway()).isTrue();
    }
    ann.say("hello");
    assertThat(ann.hear()).isEqualTo("Ann:hello");
  }
}
