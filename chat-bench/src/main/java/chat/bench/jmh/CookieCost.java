package chat.bench.jmh;

import chat.core.name.Member;
import chat.web.identity.SignedCookie;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;

/** Cost of signing and verifying a member's cookie, which each page and each handshake needs. */
public class CookieCost extends AverageTimeBenchmark {
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
