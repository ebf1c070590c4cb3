package chat.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.NicknameClaims;
import chat.core.name.Member;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;

/** Claims without a name yet, and a time that passes. */
public abstract class NicknameFixture {
  protected static final Duration HOLD = Duration.ofMinutes(10);
  protected static final Duration UNUSED = Duration.ofMinutes(1);
  protected static final Member ANN = new Member("1", "Ann");
  protected static final Member ANNA = new Member("1", "Anna");
  protected static final Member OTHER_ANN = new Member("2", "Ann");

  protected NicknameClaims names;

  @BeforeEach
  void openNames() throws Exception {
    names = open(name -> Set.of(name.toLowerCase(Locale.ROOT)), HOLD);
  }

  /** Claims without a name, in place of those before. */
  protected abstract NicknameClaims open(Function<String, Set<String>> skeletons, Duration hold)
      throws Exception;

  /** Lets time pass. */
  protected abstract void pass(Duration time) throws Exception;

  /** So exact is the time. */
  protected abstract Duration moment();

  /** Returns when it is kept who has left. */
  protected abstract void awaitLeft(NicknameClaims claims);

  protected final void join(Member member) {
    join(names, member);
  }

  protected final void join(NicknameClaims claims, Member member) {
    assertThat(claims.claim(member)).isTrue();
    claims.joined(member, 1);
    assertThat(claims.reclaimIfPresent(member)).isTrue();
  }

  protected final void leave(Member member) {
    leave(names, member);
  }

  protected final void leave(NicknameClaims claims, Member member) {
    claims.left(member, 0);
    awaitLeft(claims);
  }
}
