package chat.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.cluster.NicknameStore;
import chat.core.name.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Calls of the store for members that come and go while it is slow. */
class SharedNicknamesTest {
  private static final Member ANN = new Member("a", "Ann");

  private final List<String> told = new ArrayList<>();
  private Runnable duringClaim = () -> {};
  private final SharedNicknames names =
      new SharedNicknames(new RecordingStore(), Set::of, Duration.ofMinutes(10));

  private final class RecordingStore implements NicknameStore {
    @Override
    public boolean claim(NicknameClaim claim) {
      duringClaim.run();
      told.add("claim " + claim.member().name() + (claim.isPresent() ? " present" : ""));
      return true;
    }

    @Override
    public boolean isFree(Set<String> skeletons, String memberId) {
      return true;
    }

    @Override
    public void release(String memberId, boolean isPresent) {
      told.add("release");
    }

    @Override
    public void entered(Member member) {
      told.add("enter " + member.name());
    }

    @Override
    public void exited(Member member, Duration hold) {
      told.add("exit " + member.name());
    }
  }

  @Test
  void claimThatIsKeptAfterItsMemberLeftIsFollowedByAnExit() {
    names.joined(ANN, 1);
    duringClaim = () -> names.left(ANN, 0);
    assertThat(names.reclaimIfPresent(ANN)).isTrue();
    assertThat(told).containsExactly("enter Ann", "exit Ann", "claim Ann present", "exit Ann");
  }

  @Test
  void claimOfAMemberThatIsPresentIsFollowedByNothing() {
    names.joined(ANN, 1);
    assertThat(names.reclaimIfPresent(ANN)).isTrue();
    assertThat(told).containsExactly("enter Ann", "claim Ann present");
  }
}
