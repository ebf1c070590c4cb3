package chat.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** One collection follows a large change in connections, once it is quiet again. */
class IdleGcTest {
  private static final long QUIET = IdleGc.QUIET_TIME.toNanos();
  private static final int MANY = IdleGc.MIN_CHANGE + IdleGc.QUIET_CHANGE;

  private int collections;
  private final IdleGc gc = new IdleGc(() -> collections++);

  @Test
  void collectsOnceAfterManyConnectionsAndQuiet() {
    gc.check(MANY, 1);
    gc.check(MANY, 1 + QUIET);
    assertThat(collections).isZero();
    gc.check(MANY, 2 + QUIET);
    gc.check(MANY, 3 * QUIET);
    assertThat(collections).isEqualTo(1);
  }

  @Test
  void collectsAgainAfterManyDisconnects() {
    gc.check(MANY, 1);
    gc.check(MANY, 2 + QUIET);
    gc.check(0, 3 + QUIET);
    gc.check(0, 5 + 2 * QUIET);
    assertThat(collections).isEqualTo(2);
  }

  @Test
  void waitsWhileConnectionsOpenAndClose() {
    for (int i = 1; i <= 10; i++) {
      gc.check(MANY * i, i * QUIET);
    }
    assertThat(collections).isZero();
  }

  @Test
  void doesNotCollectAfterFewConnections() {
    gc.check(IdleGc.MIN_CHANGE - 1, 1);
    gc.check(IdleGc.MIN_CHANGE - 1, 2 + QUIET);
    assertThat(collections).isZero();
  }
}
