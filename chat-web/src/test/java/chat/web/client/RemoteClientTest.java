package chat.web.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.web.access.Origins;
import chat.web.config.AddressRange;
import io.helidon.http.HeaderNames;
import io.helidon.http.WritableHeaders;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client's address, scheme and host: only trusted proxies may set them by headers. */
class RemoteClientTest {
  private final TrustedProxies proxies =
      new TrustedProxies(Set.of("10.0.0.0/8", "::1", "192.0.2.7"));

  private RemoteClient client(String peer, String... headers) {
    WritableHeaders<?> all = WritableHeaders.create();
    for (String header : headers) {
      String[] parts = header.split(": ", 2);
      all.add(HeaderNames.create(parts[0]), parts[1]);
    }
    return RemoteClient.of(peer, false, all, proxies);
  }

  @Test
  void headersOfAnUntrustedPeerAreIgnored() {
    RemoteClient client =
        client(
            "198.51.100.1",
            "X-Forwarded-For: 203.0.113.9",
            "X-Forwarded-Proto: https",
            "X-Forwarded-Host: evil.example",
            "Forwarded: for=203.0.113.9;proto=https;host=evil.example");
    assertThat(client.address()).isEqualTo("198.51.100.1");
    assertThat(client.secure()).isFalse();
    assertThat(client.host()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          X-Forwarded-For: 203.0.113.9                                      | 203.0.113.9
          X-Forwarded-For: 6.6.6.6, 203.0.113.9                             | 203.0.113.9
          X-Forwarded-For: 203.0.113.9, 10.1.2.3, 192.0.2.7                 | 203.0.113.9
          X-Forwarded-For: 10.1.2.3, 10.4.5.6                               | 10.0.0.1
          X-Forwarded-For: 203.0.113.9:4711                                 | 203.0.113.9
          X-Forwarded-For: 2001:db8::5                                      | 2001:db8::5
          X-Forwarded-For: [2001:db8::5]:4711                               | 2001:db8::5
          X-Forwarded-For: nonsense                                         | 10.0.0.1
          X-Forwarded-For: nonsense, 10.4.5.6                               | 10.4.5.6
          Forwarded: for=203.0.113.9                                        | 203.0.113.9
          Forwarded: For="203.0.113.9:47011"                                | 203.0.113.9
          Forwarded: for="[2001:db8:cafe::17]:4711"                         | 2001:db8:cafe::17
          Forwarded: for=6.6.6.6, for=203.0.113.9;proto=https;by=10.0.0.1   | 203.0.113.9
          Forwarded: for=203.0.113.9;ext="a,b;c=\\"d\\"", for=10.1.1.1        | 203.0.113.9
          Forwarded: for=_hidden                                            | 10.0.0.1
          Forwarded: for=unknown, for=10.1.1.1                              | 10.1.1.1
          Forwarded: for="203.0.113.9                                       | 10.0.0.1
          Forwarded: this is no pair                                        | 10.0.0.1
          """)
  void lastAddressThatIsNoTrustedProxyIsTheClient(String header, String address) {
    assertThat(client("10.0.0.1", header).address()).isEqualTo(address);
  }

  @Test
  void contradictoryForwardingHeadersAreIgnored() {
    // A proxy writes one kind of header and forwards the other, which the client may have forged.
    String forged = "Forwarded: for=6.6.6.6;proto=https;host=evil.example";
    RemoteClient client = client("10.0.0.1", "X-Forwarded-For: 203.0.113.9", forged);
    assertThat(client.address()).isEqualTo("10.0.0.1");
    assertThat(client.host()).isEmpty();
    assertThat(client.contradictory()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for=6.6.6.6;proto=https;host=evil.example",
        "for=203.0.113.9;proto=https;host=evil.example",
        "for=\"203.0.113.9",
        "for=10.1.1.1",
        "proto=https;host=evil.example"
      })
  void forwardedIsIgnoredOnceARequestCameWithXForwardedForAlone(String forged) {
    String written = "X-Forwarded-For: 203.0.113.9";
    client("10.0.0.1", written);
    RemoteClient client = client("10.0.0.1", written, "Forwarded: " + forged);
    assertThat(client.address()).isEqualTo("203.0.113.9");
    assertThat(client.contradictory()).isFalse();
    assertThat(client.host()).isEmpty();
    assertThat(client.secure()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.6.6.6", "203.0.113.9", "10.1.1.1", "nonsense"})
  void xForwardedForIsIgnoredOnceARequestCameWithForwardedAlone(String forged) {
    String written = "Forwarded: for=203.0.113.9;proto=https;host=chat.example";
    client("10.0.0.1", written);
    RemoteClient client =
        client(
            "10.0.0.1",
            written,
            "X-Forwarded-For: " + forged,
            "X-Forwarded-Proto: http",
            "X-Forwarded-Host: evil.example");
    assertThat(client.address()).isEqualTo("203.0.113.9");
    assertThat(client.contradictory()).isFalse();
    assertThat(client.host()).contains("chat.example");
    assertThat(client.secure()).isTrue();
  }

  @Test
  void whichKindProxiesWriteIsLearntFromTrustedProxiesWithoutContradictionAlone() {
    String[] both = {"X-Forwarded-For: 203.0.113.9", "Forwarded: for=6.6.6.6"};
    client("198.51.100.1", "X-Forwarded-For: 203.0.113.9");
    client("10.0.0.1", "Forwarded: proto=https");
    client("10.0.0.1", "Forwarded: for=\"203.0.113.9");
    client("10.0.0.1");
    client("10.0.0.1", both);
    assertThat(client("10.0.0.1", both).contradictory()).isTrue();
    client("10.0.0.1", "X-Forwarded-For: 203.0.113.9");
    assertThat(client("10.0.0.1", both).contradictory()).isFalse();
  }

  @Test
  void withProxiesOfBothKindsHeadersThatDisagreeAreContradictory() {
    String[] both = {"X-Forwarded-For: 203.0.113.9", "Forwarded: for=6.6.6.6"};
    client("10.0.0.1", "X-Forwarded-For: 203.0.113.9");
    assertThat(client("10.0.0.1", both).contradictory()).isFalse();
    assertThat(client("10.0.0.2", "Forwarded: for=203.0.113.9").address()).isEqualTo("203.0.113.9");
    assertThat(client("10.0.0.1", both).contradictory()).isTrue();
  }

  @Test
  void agreeingForwardingHeadersAreBothUsed() {
    RemoteClient client =
        client(
            "10.0.0.1", "X-Forwarded-For: 203.0.113.9", "Forwarded: for=203.0.113.9;proto=https");
    assertThat(client.address()).isEqualTo("203.0.113.9");
    assertThat(client.secure()).isTrue();
  }

  @Test
  void trustedProxySetsSchemeAndHost() {
    RemoteClient client =
        client(
            "::1",
            "X-Forwarded-For: 203.0.113.9",
            "X-Forwarded-Proto: https",
            "X-Forwarded-Host: chat.example");
    assertThat(client.secure()).isTrue();
    assertThat(client.host()).contains("chat.example");
  }

  @Test
  void onlyALoopbackPeerWithoutAProxyIsLocal() {
    assertThat(client("127.0.0.1").isLocal()).isTrue();
    assertThat(client("127.0.0.1", "X-Forwarded-For: 127.0.0.1").isLocal()).isFalse();
    assertThat(client("127.0.0.1", "Via: 1.1 proxy").isLocal()).isFalse();
    assertThat(client("::1").isLocal()).as("a proxy's address").isFalse();
    assertThat(client("198.51.100.1").isLocal()).isFalse();
    assertThat(client("10.0.0.1", "X-Forwarded-For: 127.0.0.1").isLocal()).isFalse();
  }

  @Test
  void ipv6AddressesOfOnePrefix64AreOneGroup() {
    assertThat(client("2001:db8:1:2:3:4:5:6").addressGroup())
        .isEqualTo(client("2001:db8:1:2:ffff::1").addressGroup())
        .isNotEqualTo(client("2001:db8:1:3::1").addressGroup());
    assertThat(client("198.51.100.1").addressGroup())
        .isNotEqualTo(client("198.51.100.2").addressGroup());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "::1/129", "a"})
  void invalidAddressRangeIsRejected(String text) {
    assertThatThrownBy(() -> AddressRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rangeContainsAddressesThatShareItsPrefix() {
    AddressRange range = AddressRange.parse("172.16.0.0/12");
    assertThat(List.of("172.16.0.1", "172.31.255.255")).allMatch(range::contains);
    assertThat(List.of("172.32.0.1", "171.31.255.255", "::1", "x", "")).noneMatch(range::contains);
  }

  @Test
  void originOfTheForwardedHostIsAllowed() {
    WritableHeaders<?> headers = WritableHeaders.create();
    headers.add(HeaderNames.HOST, "127.0.0.1:8180");
    headers.add(HeaderNames.ORIGIN, "https://chat.example");
    Origins origins = new Origins(Set.of(), new TrustedProxies(Set.of()));
    assertThat(origins.allows(headers, requested(Optional.empty(), false))).isFalse();
    assertThat(origins.allows(headers, requested(Optional.of("chat.example"), false))).isTrue();
    assertThat(origins.allows(headers, requested(Optional.of("other.example"), false))).isFalse();
  }

  @Test
  void originWithoutTlsIsRefusedWhereTheServerIsKnownToHaveTls() {
    WritableHeaders<?> headers = WritableHeaders.create();
    headers.add(HeaderNames.HOST, "chat.example:8180");
    headers.add(HeaderNames.ORIGIN, "http://chat.example:8180");
    Origins origins = new Origins(Set.of(), new TrustedProxies(Set.of()));
    assertThat(origins.allows(headers, requested(Optional.empty(), false))).isTrue();
    assertThat(origins.allows(headers, requested(Optional.empty(), true))).isFalse();
    assertThat(origins.allows(headers, requested(Optional.of("chat.example:8180"), true)))
        .isFalse();
    Origins named = new Origins(Set.of("http://chat.example:8180"), new TrustedProxies(Set.of()));
    assertThat(named.allows(headers, requested(Optional.empty(), true))).isTrue();
  }

  private static RemoteClient requested(Optional<String> host, boolean secure) {
    return new RemoteClient("127.0.0.1", secure, host, false, false);
  }

  /** 4 MiB of blanks in a header take hours where the time grows by the square of the length. */
  @Test
  @Timeout(60)
  void forwardedHeaderIsReadInLinearTime() {
    String blanks = " ".repeat(4 << 20);
    for (String value :
        List.of("for=" + blanks + "\"", blanks + "for", "for=\"" + blanks, "for" + blanks)) {
      WritableHeaders<?> headers = WritableHeaders.create();
      headers.add(HeaderNames.FORWARDED, value);
      TrustedProxies local = new TrustedProxies(Set.of("127.0.0.1"));
      assertThat(RemoteClient.of("127.0.0.1", false, headers, local).contradictory()).isTrue();
    }
  }
}
