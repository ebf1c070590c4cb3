package chat.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.name.Member;
import chat.web.client.RemoteClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** One rate limiter for connections, sign-ins, previews and searches. */
class RateLimiterTest {
  private static final OptionalInt UNLIMITED = OptionalInt.empty();
  private static final int MAX_KEYS = 3;

  private Instant now = Instant.EPOCH;

  private RateLimiter limiter(OptionalInt perMember, OptionalInt perAddress) {
    return new RateLimiter(perMember, perAddress, Duration.ofMinutes(1), () -> now, MAX_KEYS);
  }

  private static Member member(int number) {
    return new Member("m" + number, "Member " + number);
  }

  private static RemoteClient client(String address) {
    return new RemoteClient(address, false, Optional.empty(), false, true);
  }

  @Test
  void aMemberThatHasUsedItsMinuteWaitsForTheNextPermit() {
    RateLimiter limiter = limiter(OptionalInt.of(2), UNLIMITED);
    assertThat(limiter.acquire(member(1))).isZero();
    assertThat(limiter.acquire(member(1))).isZero();
    assertThat(limiter.acquire(member(1))).isEqualTo(Duration.ofSeconds(30));
    assertThat(limiter.acquire(member(2))).isZero();

    now = now.plusSeconds(30);
    assertThat(limiter.acquire(member(1))).isZero();
    assertThat(limiter.acquire(member(1))).isPositive();
  }

  @Test
  void allMembersOfAnAddressShareItsLimit() {
    RateLimiter limiter = limiter(OptionalInt.of(2), OptionalInt.of(3));
    RemoteClient here = client("192.0.2.7");
    for (int i = 0; i < 3; i++) {
      assertThat(limiter.acquire(member(i), here)).isZero();
    }
    assertThat(limiter.acquire(member(0), here)).isPositive();
    assertThat(limiter.acquire(member(0), client("192.0.2.8"))).isPositive();
    assertThat(limiter.acquire(member(1), client("192.0.2.8"))).isZero();
  }

  @Test
  void oneIpv6CustomerIsOneAddress() {
    RateLimiter limiter = limiter(UNLIMITED, OptionalInt.of(1));
    assertThat(limiter.acquire(client("2001:db8::1"))).isZero();
    assertThat(limiter.acquire(client("2001:db8::2"))).isPositive();
    assertThat(limiter.acquire(client("2001:db8:0:1::1"))).isZero();
  }

  @Test
  void withoutALimitNothingIsKept() {
    RateLimiter limiter = limiter(UNLIMITED, UNLIMITED);
    for (int i = 0; i < 100; i++) {
      assertThat(limiter.acquire(member(i), client("192.0.2." + i))).isZero();
    }
    assertThat(limiter.size()).isZero();
  }

  @Test
  void theNumberOfBucketsIsBoundedAndFurtherKeysShareOne() {
    RateLimiter limiter = limiter(OptionalInt.of(1), UNLIMITED);
    for (int i = 0; i < MAX_KEYS; i++) {
      assertThat(limiter.acquire(member(i))).isZero();
    }
    assertThat(limiter.acquire(member(100))).isZero();
    for (int i = 101; i < 200; i++) {
      assertThat(limiter.acquire(member(i))).isPositive();
    }
    assertThat(limiter.size()).isEqualTo(MAX_KEYS + 1);
  }

  @Test
  void aBucketThatIsFullAgainIsRemoved() {
    RateLimiter limiter = limiter(OptionalInt.of(2), UNLIMITED);
    limiter.acquire(member(1));
    now = now.plusSeconds(29);
    limiter.expire();
    assertThat(limiter.size()).isEqualTo(1);

    now = now.plusSeconds(1);
    limiter.expire();
    assertThat(limiter.size()).isZero();
  }
}
