package chat.bench.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.bench.client.BenchClient;
import chat.bench.client.ConnectRamp;
import chat.bench.measurement.Violations;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Tests that {@link ArrivalCheck} detects every violation in join events. */
class ArrivalCheckTest {
  private static final int CLIENTS = 3;

  private final byte[][] names = ConnectRamp.names('u', CLIENTS);
  private final ArrivalCheck arrivals = new ArrivalCheck(CLIENTS);

  @Test
  void ownJoinAndAllLaterOnesAreClean() {
    receive(1, 1);
    receive(1, 0);
    receive(0, 0);
    receive(1, 2);
    receive(0, 2);
    receive(2, 2);
    assertThat(arrivals.received()).isEqualTo(arrivals.expected()).isEqualTo(6);
    assertThat(arrivals.violations()).isEqualTo(Violations.NONE);
  }

  @Test
  void missingJoinIsLost() {
    receive(0, 0);
    receive(1, 1);
    receive(0, 1);
    receive(2, 2);
    receive(0, 2);
    assertThat(arrivals.violations().lost()).isEqualTo(1);
  }

  @Test
  void repeatedJoinIsDuplicated() {
    receive(0, 0);
    receive(0, 0);
    receive(0, 1);
    receive(0, 2);
    receive(1, 1);
    receive(1, 2);
    receive(2, 2);
    assertThat(arrivals.violations()).hasToString("1 duplicated");
  }

  @Test
  void clientNumbersNeedNotFollowTheJoinOrder() {
    receive(2, 2);
    receive(1, 1);
    receive(1, 2);
    receive(0, 0);
    receive(0, 1);
    receive(0, 2);
    assertThat(arrivals.violations()).isEqualTo(Violations.NONE);
  }

  @Test
  void differentOrderIsDetected() {
    receive(0, 0);
    receive(0, 1);
    receive(0, 2);
    receive(1, 2);
    receive(1, 1);
    receive(2, 2);
    assertThat(arrivals.violations().otherOrder()).isEqualTo(1);
    assertThat(arrivals.violations().lost()).isZero();
  }

  @Test
  void earlierJoinReceivedIsDetected() {
    receive(0, 0);
    receive(0, 1);
    receive(0, 2);
    receive(1, 1);
    receive(1, 2);
    receive(2, 1);
    receive(2, 2);
    assertThat(arrivals.violations().otherOrder()).isEqualTo(1);
  }

  @Test
  void unknownTextIsAltered() {
    ByteBuffer in = ByteBuffer.wrap("【u0】离开了聊天室~".getBytes(UTF_8));
    arrivals.messageReceived(new BenchClient(0, names[0], true), in, 0, in.capacity(), 0);
    assertThat(arrivals.violations().altered()).isEqualTo(1);
  }

  private void receive(int client, int joined) {
    String words = "【" + new String(names[joined], UTF_8) + "】进入了聊天室";
    ByteBuffer in = ByteBuffer.wrap(words.getBytes(UTF_8));
    arrivals.messageReceived(new BenchClient(client, names[client], true), in, 0, in.capacity(), 0);
  }
}
