package chat.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.name.Member;
import chat.core.testing.ManualClock;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/** Claims without a name yet, for the tests of {@link Nicknames}. */
abstract class NicknamesFixture {
  static final Duration HOLD = Duration.ofMinutes(10);
  static final Member ANN = new Member("1", "Ann");
  static final Member ANNA = new Member("1", "Anna");
  static final Member OTHER_ANN = new Member("2", "Ann");

  final ManualClock clock = new ManualClock();
  final Nicknames names = new Nicknames(name -> Set.of(name.toLowerCase(Locale.ROOT)), HOLD, clock);

  void join(Member member) {
    assertThat(names.claim(member)).isTrue();
    names.joined(member, 1);
  }
}
