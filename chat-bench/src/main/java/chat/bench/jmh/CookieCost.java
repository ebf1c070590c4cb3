package chat.bench.jmh;

import chat.core.name.Member;
import chat.web.identity.SignedCookie;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to know who somebody is, at the door and on every page. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class CookieCost {
  private final SignedCookie cookies =
      new SignedCookie(List.of(new byte[32]), InstantSource.system());
  private final Member member = new Member("AbCdEfGhIjKl", "somebody");
  private final String value = cookies.sign(member);

  @Benchmark
  public String sign() {
    return cookies.sign(member);
  }

  @Benchmark
  public Optional<Member> verify() {
    return cookies.verify(value);
  }
}
