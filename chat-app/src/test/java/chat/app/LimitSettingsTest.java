package chat.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.web.config.AccessLimits;
import chat.web.config.HttpLimits;
import chat.web.config.MessageLimits;
import chat.web.config.SearchLimits;
import chat.web.config.WebSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every limit has a name, and a default that is the one of the room. */
class LimitSettingsTest {
  @TempDir Path folder;

  private Settings read(Map<String, String> environment, String... flags)
      throws InvalidSettingException {
    return Settings.read(Settings.commandLine("test").parseArgs(flags), environment, folder);
  }

  @Test
  void theDefaultsAreTheStandard() throws InvalidSettingException {
    WebSettings web = read(Map.of()).web();
    assertThat(web.messages()).isEqualTo(MessageLimits.DEFAULTS);
    assertThat(web.searches()).isEqualTo(SearchLimits.DEFAULTS);
    assertThat(web.access()).isEqualTo(AccessLimits.DEFAULTS);
    int tcpConnections = FileDescriptors.forConnections();
    assertThat(web.http())
        .isEqualTo(new HttpLimits.Builder().tcpConnections(tcpConnections).build());
    var defaults = new WebSettings();
    assertThat(web.listener()).isEqualTo(defaults.listener());
    assertThat(web.members()).isEqualTo(defaults.members());
  }

  @Test
  void eachIsAFlagAVariableAndALine() throws Exception {
    Files.writeString(folder.resolve("chat.yaml"), "rooms: 7\nkeep-alive: 5s\n");
    WebSettings web =
        read(
                Map.of("CHAT_ROOMS_PER_MEMBER", "3", "CHAT_ROOMS", "8"),
                "--tcp-connections",
                "99",
                "--sign-ins-per-address",
                "off",
                "--searches-per-member",
                "5",
                "--searches-per-address",
                "off")
            .web();
    assertThat(web.access().rooms()).isEqualTo(8);
    assertThat(web.access().roomsPerMember()).isEqualTo(3);
    assertThat(web.access().signIns()).isEqualTo(OptionalInt.empty());
    assertThat(web.searches().perMember()).hasValue(5);
    assertThat(web.searches().perAddress()).isEmpty();
    assertThat(web.http().tcpConnections()).isEqualTo(99);
    assertThat(web.http().keepAlive()).hasSeconds(5);
  }

  @ParameterizedTest
  @CsvSource({
    "--text-length, 5000",
    "--text-length, 0",
    "--head-time, soon",
    "--tcp-connections, many",
    "--trusted-proxy, 10.0.0.0/99",
    "--trusted-proxy, proxy.example",
    "--http-port, 8080",
    "--tls-cert, some.crt"
  })
  void aWrongOneIsNamed(String flag, String value) {
    assertThatThrownBy(() -> read(Map.of(), flag, value))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(flag);
  }
}
