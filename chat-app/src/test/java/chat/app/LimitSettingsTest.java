package chat.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.web.config.Limits;
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
    Limits limits = read(Map.of()).web().limits();
    assertThat(limits.talk()).isEqualTo(Limits.Talk.STANDARD);
    assertThat(limits.search()).isEqualTo(Limits.Search.STANDARD);
    assertThat(limits.door()).isEqualTo(Limits.Door.STANDARD);
    assertThat(limits.http().headTime()).isEqualTo(Limits.Http.STANDARD.headTime());
    assertThat(limits.http().tcpConnections()).isEqualTo(FileDescriptors.forConnections());
  }

  @Test
  void eachIsAFlagAVariableAndALine() throws Exception {
    Files.writeString(folder.resolve("chat.yaml"), "rooms: 7\nkeep-alive: 5s\n");
    Limits limits =
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
            .web()
            .limits();
    assertThat(limits.door().rooms()).isEqualTo(8);
    assertThat(limits.door().roomsPerMember()).isEqualTo(3);
    assertThat(limits.door().signIns()).isEqualTo(OptionalInt.empty());
    assertThat(limits.search().perMember()).hasValue(5);
    assertThat(limits.search().perAddress()).isEmpty();
    assertThat(limits.http().tcpConnections()).isEqualTo(99);
    assertThat(limits.http().keepAlive()).hasSeconds(5);
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
