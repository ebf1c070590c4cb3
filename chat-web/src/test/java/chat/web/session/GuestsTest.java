package chat.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.name.Member;
import chat.web.identity.Identity;
import chat.web.identity.SignedCookie;
import chat.web.testing.RawClient;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With {@code --guests}, plain clients may connect without signing in, named by their address. */
@Tag("server")
@Timeout(60)
class GuestsTest {
  private static TestServer open() {
    return TestServer.open(config -> config.members.guests(true));
  }

  private static TestClient guest(TestServer server) {
    return TestClient.of(server.rawClient().upgraded("/chat"));
  }

  @Test
  void guestIsNamedByItsAddress() {
    try (TestServer server = open();
        TestClient ann = server.connectPlain("Ann", "/chat")) {
      ann.receive();
      TestClient guest = guest(server);
      assertThat(guest.receive()).isEqualTo("【127.0.0.1】进入了聊天室");
      guest.send("hello");
      assertThat(ann.receiveContaining("hello")).isEqualTo("127.0.0.1:hello");
      guest.closeNormally();
      assertThat(ann.receive()).isEqualTo("【127.0.0.1】离开了聊天室~");
    }
  }

  @Test
  void eachConnectionIsASeparateGuest() {
    try (TestServer server = open();
        TestClient first = guest(server)) {
      String joined = "【127.0.0.1】进入了聊天室";
      assertThat(first.receive()).isEqualTo(joined);
      TestClient second = guest(server);
      assertThat(first.receive()).isEqualTo(joined);
      second.closeNormally();
      assertThat(first.receive()).isEqualTo("【127.0.0.1】离开了聊天室~");
      first.send("still here");
      assertThat(first.receive()).isEqualTo("127.0.0.1:still here");
    }
  }

  @Test
  void addressIsNoValidNickname() {
    try (TestServer server = open()) {
      assertThat(server.post("/login", "nickname=127.0.0.1").status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Cookie: chat=bad                   | 401
          Sec-WebSocket-Protocol: chat.v1    | 401
          Origin: https://elsewhere.example  | 403
          Sec-WebSocket-Protocol: other      | 101
          """)
  void onlyPlainClientsWithoutACookieAreGuests(String header, int status) {
    try (TestServer server = open();
        RawClient client = server.rawClient()) {
      assertThat(client.upgrade("/chat", header).responseHead().status()).isEqualTo(status);
    }
  }

  @Test
  void guestsAreRefusedWithoutTheSetting() {
    try (TestServer server = TestServer.open();
        RawClient client = server.rawClient()) {
      assertThat(client.upgrade("/chat").response().status()).isEqualTo(401);
    }
  }

  @Test
  void ipv6AddressIsWrittenWithDotsInBrackets() {
    var identity =
        new Identity(
            new SignedCookie(List.of(new byte[32]), InstantSource.system()),
            true,
            member -> false,
            headers -> Optional.empty());
    Member guest = identity.guest("2001:db8:0:0:0:0:0:1");
    assertThat(guest.name()).isEqualTo("[2001.db8.0.0.0.0.0.1]");
    assertThat(identity.guest("198.51.100.7").name()).isEqualTo("198.51.100.7");
    assertThat(identity.guest("198.51.100.7").id())
        .isNotEqualTo(identity.guest("198.51.100.7").id());
  }
}
