package chat.web.identity;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.name.Member;
import chat.web.identity.DeviceLinks.DeviceLink;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A link for a device is valid for two minutes and once, and is no cookie. */
class DeviceLinksTest {
  private static final Member ANN = new Member("m1", "Ann");
  private static final List<byte[]> KEYS = List.of(new byte[32]);

  private final Set<String> used = new HashSet<>();
  private Instant now = Instant.parse("2026-11-26T00:00:00Z");
  private final DeviceLinks links =
      new DeviceLinks(KEYS, (link, time) -> used.add(link), () -> now);

  @Test
  void linkNamesItsMemberUntilItIsUsed() {
    DeviceLink link = links.create(ANN);
    assertThat(link.expires()).isEqualTo(now.plus(DeviceLinks.VALIDITY));
    assertThat(links.member(link.token())).contains(ANN);
    assertThat(links.use(link.token())).contains(ANN);
    assertThat(links.use(link.token())).isEmpty();
  }

  @Test
  void linkExpires() {
    DeviceLink link = links.create(ANN);
    now = link.expires();
    assertThat(links.member(link.token())).isEmpty();
    assertThat(links.use(link.token())).isEmpty();
    assertThat(used).isEmpty();
  }

  @Test
  void linkIsNoCookieAndACookieNoLink() {
    var cookies = new SignedCookie(KEYS, () -> now);
    assertThat(cookies.verify(links.create(ANN).token())).isEmpty();
    assertThat(links.use(cookies.sign(ANN))).isEmpty();
    assertThat(links.use("nothing")).isEmpty();
  }
}
