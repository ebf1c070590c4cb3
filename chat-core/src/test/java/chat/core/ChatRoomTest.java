package chat.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.testing.FakeRoomClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChatRoomTest extends ChatRoomFixture {
  @Test
  void newRoomIsEmpty() {
    assertThat(room.count()).isZero();
    assertThat(room.members(10)).isEmpty();
    assertThat(heard.lines()).isEmpty();
  }

  @Test
  void roomWithAMemberIsNotClosed() {
    join(ANN);

    assertThat(room.closeIfEmpty()).isFalse();
    assertThat(heard.lines()).containsExactly("+Ann 1");
  }

  @Test
  void memberInItsGraceKeepsTheRoomOpen() {
    join(ANN).leave();

    assertThat(room.closeIfEmpty()).isFalse();
  }

  @Test
  void closedRoomCannotBeJoined() {
    assertThat(room.closeIfEmpty()).isTrue();

    assertThat(room.join(ANN, new FakeRoomClient(), () -> Duration.ZERO)).isEmpty();
    assertThat(heard.lines()).containsExactly("closed");
  }
}
