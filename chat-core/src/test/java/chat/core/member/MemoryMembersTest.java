package chat.core.member;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.testing.MemberStoreContract;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** The store in memory keeps the contract. */
class MemoryMembersTest extends MemberStoreContract {
  private MemoryMembers kept;

  @Override
  protected MemberStore open(InstantSource clock) {
    if (kept == null) {
      kept = new MemoryMembers(clock);
    }
    return kept;
  }

  @Test
  void memberSeenTheLongestAgoIsForgottenFirst() {
    var small = new MemoryMembers(clock, 1);
    small.visited(ANN, TEA);
    assertThat(small.rooms("a")).hasSize(1);
    small.visited(BEN, TEA);
    assertThat(small.rooms("a")).isEmpty();
    assertThat(small.rooms("b")).hasSize(1);
  }
}
