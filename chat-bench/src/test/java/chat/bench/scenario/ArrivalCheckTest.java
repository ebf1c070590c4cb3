package chat.bench.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.bench.client.BenchClient;
import chat.bench.client.ConnectRamp;
import chat.bench.measurement.Violations;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Who comes is heard by all who are there, in one order. */
class ArrivalCheckTest {
  private static final int GUESTS = 3;

  private final byte[][] names = ConnectRamp.names('u', GUESTS);
  private final ArrivalCheck arrivals = new ArrivalCheck(GUESTS);

  @Test
  void whoComesHearsItselfAndAllWhoComeLater() {
    hear(1, 1);
    hear(1, 0);
    hear(0, 0);
    hear(1, 2);
    hear(0, 2);
    hear(2, 2);
    assertThat(arrivals.heard()).isEqualTo(arrivals.expected()).isEqualTo(6);
    assertThat(arrivals.findings()).isEqualTo(Violations.NONE);
  }

  @Test
  void aComingThatSomebodyNeverHearsIsLost() {
    hear(0, 0);
    hear(1, 1);
    hear(0, 1);
    hear(2, 2);
    hear(0, 2);
    assertThat(arrivals.findings().lost()).isEqualTo(1);
  }

  @Test
  void aComingHeardAgainIsDoubled() {
    hear(0, 0);
    hear(0, 0);
    hear(0, 1);
    hear(0, 2);
    hear(1, 1);
    hear(1, 2);
    hear(2, 2);
    assertThat(arrivals.findings()).hasToString("1 doubled");
  }

  @Test
  void itDoesNotMatterInWhichOrderTheyAreLookedAt() {
    hear(2, 2);
    hear(1, 1);
    hear(1, 2);
    hear(0, 0);
    hear(0, 1);
    hear(0, 2);
    assertThat(arrivals.findings()).isEqualTo(Violations.NONE);
  }

  @Test
  void anotherOrderThanThatOfTheOthersIsFound() {
    hear(0, 0);
    hear(0, 1);
    hear(0, 2);
    hear(1, 2);
    hear(1, 1);
    hear(2, 2);
    assertThat(arrivals.findings().otherOrder()).isEqualTo(1);
    assertThat(arrivals.findings().lost()).isZero();
  }

  @Test
  void whoHearsSomebodyWhoCameBeforeItIsFound() {
    hear(0, 0);
    hear(0, 1);
    hear(0, 2);
    hear(1, 1);
    hear(1, 2);
    hear(2, 1);
    hear(2, 2);
    assertThat(arrivals.findings().otherOrder()).isEqualTo(1);
  }

  @Test
  void wordsThatNobodySaysAreAltered() {
    ByteBuffer in = ByteBuffer.wrap("【u0】离开了聊天室~".getBytes(UTF_8));
    arrivals.messageReceived(new BenchClient(0, names[0], true), in, 0, in.capacity(), 0);
    assertThat(arrivals.findings().altered()).isEqualTo(1);
  }

  private void hear(int guest, int who) {
    String words = "【" + new String(names[who], UTF_8) + "】进入了聊天室";
    ByteBuffer in = ByteBuffer.wrap(words.getBytes(UTF_8));
    arrivals.messageReceived(new BenchClient(guest, names[guest], true), in, 0, in.capacity(), 0);
  }
}
