package chat.core;

import chat.core.testing.ManualClock;
import chat.core.testing.NicknameContract;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;

class NicknamesTest extends NicknameContract {
  private final ManualClock clock = new ManualClock();

  @Override
  protected NicknameClaims open(Function<String, Set<String>> skeletons, Duration hold) {
    return new Nicknames(skeletons, hold, clock);
  }

  @Override
  protected void pass(Duration time) {
    clock.pass(time);
  }

  @Override
  protected Duration moment() {
    return Duration.ofMillis(1);
  }

  @Override
  protected void awaitLeft(NicknameClaims claims) {}
}
