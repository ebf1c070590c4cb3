package chat.web.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.web.calls.CallbackUrl.InvalidUrlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The addresses at which a bot may be called, as the owner writes them. */
class CallbackUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://bot.example",
        "https://bot.example/path?x=1",
        "HTTP://bot.example:8443/",
        "https://[2606:4700::1111]/",
        "http://8.8.8.8/",
      })
  void addressIsTakenAsItIs(String url) throws InvalidUrlException {
    assertThat(CallbackUrl.parse(url, false)).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bot.example",
        "/path",
        "ftp://bot.example/",
        "file:///etc/passwd",
        "https://",
        "https:///path",
        "https://user:word@bot.example/",
        "https://bot.example/#part",
        "https://bot.example:0/",
        "https://bot.example:65536/",
        "https://bot.example/a b",
        "https://bot.example/a\r\nX: 1",
        "https://b\u00f6t.example/",
      })
  void whatCannotBeCalledIsRefused(String url) {
    assertThatThrownBy(() -> CallbackUrl.parse(url, true))
        .isInstanceOf(InvalidUrlException.class)
        .hasMessage("bot-url");
  }

  @Test
  void lengthIsLimited() {
    assertThatThrownBy(() -> CallbackUrl.parse("https://bot.example/" + "a".repeat(981), true))
        .hasMessage("bot-url");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://10.1.2.3:80/",
        "http://169.254.169.254/latest",
        "http://0.0.0.0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[fc00::1]/",
      })
  void privateAddressIsRefusedUnlessItIsAllowed(String url) throws InvalidUrlException {
    assertThatThrownBy(() -> CallbackUrl.parse(url, false)).hasMessage("bot-url-private");
    assertThat(CallbackUrl.parse(url, true)).hasToString(url);
  }
}
