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
import chat.web.config.ServerSecrets;
import chat.web.identity.Identity;
import chat.web.identity.SignedCookie;
import chat.web.moderation.Bans;
import chat.web.moderation.RulingFiles;
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

/** A request that fails several checks is answered by the first of them in the documented order. */
class AdmissionOrderTest {
  /** The checks that may fail, in the order of PROTOCOL.md. */
  enum Failure {
    DRAINING(503),
    ROOM(404),
    ORIGIN(403),
    COOKIE(401),
    NICKNAME(409),
    CONNECTIONS(429);

    private final int status;

    Failure(int status) {
      this.status = status;
    }
  }

  private static final Member ANN = new Member("m1", "Ann");
  private static final String ADDRESS = "192.0.2.7";

  private final InstantSource clock = InstantSource.system();
  private final SignedCookie cookies =
      new SignedCookie(List.of("a key of this test".getBytes(US_ASCII)), clock);
  private final Nicknames nicknames = new Nicknames(Set::of, Duration.ofMinutes(10), clock);
  private final ConnectionCounter connections = new ConnectionCounter(OptionalInt.of(1));

  /** All combinations of failures. */
  static List<Set<Failure>> combinations() {
    List<Set<Failure>> combinations = new ArrayList<>();
    combinations.add(EnumSet.noneOf(Failure.class));
    for (Failure each : Failure.values()) {
      for (Set<Failure> others : List.copyOf(combinations)) {
        Set<Failure> failures = EnumSet.of(each);
        failures.addAll(others);
        combinations.add(failures);
      }
    }
    return combinations;
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void firstFailedCheckDecides(Set<Failure> failures) {
    Admission admission = admission();
    if (failures.contains(Failure.DRAINING)) {
      admission.drain();
    }
    if (failures.contains(Failure.NICKNAME)) {
      assertThat(nicknames.claim(new Member("m2", ANN.name()))).isTrue();
    }
    if (failures.contains(Failure.CONNECTIONS)) {
      assertThat(connections.tryAdd(ADDRESS)).isTrue();
    }
    UriPath path = UriPath.create(failures.contains(Failure.ROOM) ? "/chat/a.b" : "/chat/a");
    var client = new RemoteClient(ADDRESS, false, Optional.empty(), false, true);

    Admission.Decision decision = admission.decide(path, headers(failures), client, true);

    assertThat(statusOf(decision))
        .isEqualTo(failures.stream().findFirst().map(first -> first.status).orElse(101));
  }

  private Admission admission() {
    var rules = new Rooms.Rules(Duration.ZERO, Optional.empty(), 5);
    return new Admission(
        new Origins(Set.of(), new TrustedProxies(Set.of())),
        new Identity(cookies, false, member -> false, headers -> Optional.empty()),
        new BanPolicy(
            new Bans(new RulingFiles(ServerSecrets.temporary(List.of(), ""), clock), clock)),
        nicknames,
        new Rooms(new MemoryTranscripts(clock), rules, clock, room -> {}),
        new AddressLimits(
            connections, new RateLimiter(OptionalInt.empty(), OptionalInt.empty(), clock)),
        AccessLimits.DEFAULTS,
        new RecentMembers(clock));
  }

  private WritableHeaders<?> headers(Set<Failure> failures) {
    WritableHeaders<?> headers = WritableHeaders.create();
    headers.set(HeaderNames.HOST, "chat.example");
    headers.set(
        HeaderNames.ORIGIN,
        failures.contains(Failure.ORIGIN) ? "http://evil.example" : "http://chat.example");
    headers.set(
        HeaderNames.COOKIE,
        "chat=" + (failures.contains(Failure.COOKIE) ? "x" : cookies.sign(ANN)));
    return headers;
  }

  private static int statusOf(Admission.Decision decision) {
    return switch (decision) {
      case Admission.Refused refused -> refused.status().code();
      case Admission.Admitted admitted -> 101;
    };
  }
}
