package chat.web.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import chat.core.Nicknames;
import chat.core.Rooms;
import chat.core.log.MemoryTranscripts;
import chat.core.name.Member;
import chat.web.client.RemoteClient;
import chat.web.client.TrustedProxies;
import chat.web.config.AccessLimits;
import chat.web.identity.Identity;
import chat.web.identity.SignedCookie;
import chat.web.moderation.Bans;
import io.helidon.common.uri.UriPath;
import io.helidon.http.HeaderNames;
import io.helidon.http.WritableHeaders;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with a request at once: it is answered with what stands first in the order. */
class AdmissionOrderTest {
  /** What may be wrong, in the order of the wire contract. */
  enum Wrong {
    DRAINING(503),
    ROOM(404),
    ORIGIN(403),
    COOKIE(401),
    NICKNAME(409),
    CONNECTIONS(429);

    private final int status;

    Wrong(int status) {
      this.status = status;
    }
  }

  private static final Member ANN = new Member("m1", "Ann");
  private static final String ADDRESS = "192.0.2.7";

  private final InstantSource clock = InstantSource.system();
  private final SignedCookie cookies =
      new SignedCookie(List.of("a key of this test".getBytes(US_ASCII)), clock);
  private final Nicknames nicknames = new Nicknames(Set::of, Duration.ofMinutes(10), clock);
  private final ConnectionCounter attendance = new ConnectionCounter(OptionalInt.of(1));

  /** All that can be wrong at once: each in every company. */
  static List<Set<Wrong>> companies() {
    List<Set<Wrong>> companies = new ArrayList<>();
    companies.add(EnumSet.noneOf(Wrong.class));
    for (Wrong each : Wrong.values()) {
      for (Set<Wrong> others : List.copyOf(companies)) {
        Set<Wrong> company = EnumSet.of(each);
        company.addAll(others);
        companies.add(company);
      }
    }
    return companies;
  }

  @ParameterizedTest
  @MethodSource("companies")
  void whatStandsFirstIsTheAnswer(Set<Wrong> company) {
    Admission door = door();
    if (company.contains(Wrong.DRAINING)) {
      door.drain();
    }
    if (company.contains(Wrong.NICKNAME)) {
      assertThat(nicknames.claim(new Member("m2", ANN.name()))).isTrue();
    }
    if (company.contains(Wrong.CONNECTIONS)) {
      assertThat(attendance.tryAdd(ADDRESS)).isTrue();
    }
    UriPath path = UriPath.create(company.contains(Wrong.ROOM) ? "/chat/a.b" : "/chat/a");
    var caller = new RemoteClient(ADDRESS, false, Optional.empty(), false, true);

    Admission.Decision verdict = door.decide(path, headers(company), caller, true);

    assertThat(statusOf(verdict))
        .isEqualTo(company.stream().findFirst().map(first -> first.status).orElse(101));
  }

  private Admission door() {
    var rules = new Rooms.Rules(Duration.ZERO, Optional.empty(), 5);
    return new Admission(
        new Origins(Set.of(), new TrustedProxies(Set.of())),
        new Identity(cookies),
        new BanPolicy(new Bans(Optional.empty(), clock)),
        nicknames,
        new Rooms(new MemoryTranscripts(clock), rules, clock, room -> {}),
        attendance,
        new RateLimiter(OptionalInt.empty(), OptionalInt.empty(), clock),
        AccessLimits.DEFAULTS,
        false);
  }

  private WritableHeaders<?> headers(Set<Wrong> company) {
    WritableHeaders<?> headers = WritableHeaders.create();
    headers.set(HeaderNames.HOST, "chat.example");
    headers.set(
        HeaderNames.ORIGIN,
        company.contains(Wrong.ORIGIN) ? "http://evil.example" : "http://chat.example");
    headers.set(
        HeaderNames.COOKIE, "chat=" + (company.contains(Wrong.COOKIE) ? "x" : cookies.sign(ANN)));
    return headers;
  }

  private static int statusOf(Admission.Decision verdict) {
    return switch (verdict) {
      case Admission.Refused refused -> refused.status().code();
      case Admission.Admitted welcome -> 101;
    };
  }
}
