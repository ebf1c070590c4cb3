package chat.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.Retention;
import chat.core.name.RoomName;
import chat.web.config.AccessLimits;
import chat.web.config.HttpLimits;
import chat.web.config.WebSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings come from flags, variables and chat.yaml, and each wrong one is named in a sentence. */
class SettingsTest {
  @TempDir Path folder;

  private Settings read(Map<String, String> environment, String... flags)
      throws InvalidSettingException {
    return Settings.read(flags, environment, folder).orElseThrow();
  }

  private void assertRefused(String sentence, Map<String, String> environment, String... flags) {
    assertThatThrownBy(() -> read(environment, flags))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(sentence);
  }

  private void writeYaml(String text) throws Exception {
    Files.writeString(folder.resolve("chat.yaml"), text);
  }

  @Test
  void retentionHasItsOwnTimesForRooms() throws InvalidSettingException {
    Retention retention =
        read(Map.of(), "--retention", "90d,Tea=12h,archive=off").web().messages().retention();
    assertThat(retention.of(new RoomName("lobby"))).contains(Duration.ofDays(90));
    assertThat(retention.of(new RoomName("tea"))).contains(Duration.ofHours(12));
    assertThat(retention.of(new RoomName("archive"))).isEmpty();
    for (String wrong : List.of("90", "0d", "90d,tea", "90d,=1d", "90d,tea=1d,TEA=2d", "99999d")) {
      assertRefused(
          "--retention: \"%s\" is no retention; give a time such as 90d or 12h, or off, and rooms after it: 90d,lobby=7d."
              .formatted(wrong),
          Map.of(),
          "--retention",
          wrong);
    }
  }

  @Test
  void theDefaultsAreThoseOfTheServer() throws InvalidSettingException {
    WebSettings web = read(Map.of()).web();
    var defaults = new WebSettings();
    assertThat(web.listener()).isEqualTo(defaults.listener());
    assertThat(web.members()).isEqualTo(defaults.members());
    assertThat(web.messages()).isEqualTo(defaults.messages());
    assertThat(web.searches()).isEqualTo(defaults.searches());
    assertThat(web.access()).isEqualTo(defaults.access());
    assertThat(web.files()).isEqualTo(defaults.files());
    int tcpConnections = FileDescriptors.forConnections(OptionalInt.empty());
    assertThat(web.http())
        .isEqualTo(new HttpLimits.Builder().tcpConnections(tcpConnections).build());
  }

  @Test
  void eachIsAFlagAVariableAndALine() throws Exception {
    writeYaml("rooms: 7\nkeep-alive-timeout: 5s\n");
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

  @Test
  void aFlagCountsBeforeAVariableAndAVariableBeforeTheFile() throws Exception {
    assertThat(read(Map.of()).web().access().rooms()).isEqualTo(AccessLimits.DEFAULTS.rooms());
    writeYaml("rooms: 7\n");
    assertThat(read(Map.of()).web().access().rooms()).isEqualTo(7);
    assertThat(read(Map.of("CHAT_ROOMS", "8")).web().access().rooms()).isEqualTo(8);
    assertThat(read(Map.of("CHAT_ROOMS", "8"), "--rooms", "9").web().access().rooms()).isEqualTo(9);
  }

  @Test
  void everyKindOfValueIsRead() throws Exception {
    writeYaml("origins: https://chat.example, https://Other.example:8443\nguests: yes\n");
    WebSettings web =
        read(
                Map.of("CHAT_TRUSTED_PROXIES", "127.0.0.1,10.0.0.0/8", "CHAT_MESSAGE_RATE", "0.5"),
                "--tls-cert=some.crt",
                "--tls-key=some.key",
                "--http-port=80",
                "--nickname-hold=0s")
            .web();
    assertThat(web.listener().origins())
        .containsExactlyInAnyOrder("https://chat.example", "https://other.example:8443");
    assertThat(web.listener().trustedProxies())
        .containsExactlyInAnyOrder("127.0.0.1", "10.0.0.0/8");
    assertThat(web.listener().tls().orElseThrow().key()).isEqualTo(Path.of("some.key"));
    assertThat(web.listener().httpPort()).hasValue(80);
    assertThat(web.members().guests()).isTrue();
    assertThat(web.members().nicknameHold()).isEqualTo(Duration.ZERO);
    assertThat(web.messages().perSecond()).hasValue(0.5);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "500K, 512000", "20M, 20971520", "1G, 1073741824", "1048576K, 1073741824"})
  void aSizeMayHaveAUnit(String value, long bytes) throws InvalidSettingException {
    assertThat(read(Map.of(), "--file-size", value).web().files().size()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1M", "M", "1m", "1.5G", "2G", "9999999999999999999G", "20MB"})
  void whatIsNoSizeIsRefused(String value) {
    assertRefused(
        "--file-size: \""
            + value
            + "\" is no size from 1 to 1G; give one such as 500K, 20M or 10G.",
        Map.of(),
        "--file-size=" + value);
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "off, false"})
  void aSwitchTakesAValue(String value, boolean isOn) throws InvalidSettingException {
    assertThat(read(Map.of(), "--guests", value).web().members().guests()).isEqualTo(isOn);
  }

  @Test
  void aSwitchWithoutAValueIsOn() throws InvalidSettingException {
    assertThat(read(Map.of()).web().members().guests()).isFalse();
    assertThat(read(Map.of(), "--guests", "--port", "0").web().members().guests()).isTrue();
  }

  @Test
  void theDataDirectoryIsTheGivenOneNoneOrTheUsersOwn() throws InvalidSettingException {
    assertThat(read(Map.of(), "--data", "some/folder").data()).hasValue(Path.of("some/folder"));
    assertThat(read(Map.of(), "--data", "none").data()).isEmpty();
    assertThat(read(Map.of("XDG_DATA_HOME", "/shared")).data()).hasValue(Path.of("/shared/chat"));
    assertThat(read(Map.of("XDG_DATA_HOME", "relative")).data())
        .isEqualTo(read(Map.of()).data())
        .isPresent();
    assertThat(read(Map.of()).data().orElseThrow()).endsWithRaw(Path.of(".local/share/chat"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CHAT_TLS_CERT", "CHAT_HTTP_PORT", "CHAT_ORIGINS", "CHAT_DATA"})
  void anEmptyVariableIsNoSetting(String variable) throws InvalidSettingException {
    assertThat(read(Map.of(variable, ""))).isEqualTo(read(Map.of()));
  }

  @Test
  void variablesOfOtherProgramsAreLeftAlone() throws InvalidSettingException {
    assertThat(read(Map.of("CHAT_JAVA_OPTS", "-Xint", "CHAT_HELP", "true"))).isNotNull();
  }

  @Test
  void aDollarSignStaysOne() throws InvalidSettingException {
    assertThat(read(Map.of("CHAT_DATA", "a ${user.home} b")).data())
        .hasValue(Path.of("a ${user.home} b"));
  }

  @ParameterizedTest
  @CsvSource({
    "--text-length, 5000",
    "--text-length, 0",
    "--head-timeout, soon",
    "--head-timeout, 999999h",
    "--write-timeout, 0s",
    "--write-timeout, 25h",
    "--tcp-connections, many",
    "--port, 65536",
    "--host, ' '",
    "--guests, maybe",
    "--message-rate, 0",
    "--origins, chat.example",
    "--trusted-proxies, 10.0.0.0/99",
    "--trusted-proxies, proxy.example",
    "--http-port, 8080",
    "--tls-cert, some.crt"
  })
  void aWrongOneIsNamed(String flag, String value) {
    assertThatThrownBy(() -> read(Map.of(), flag, value))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(flag);
  }

  @Test
  void theSentenceSaysWhereAWrongValueIsWrittenAndWhatTheSettingTakes() throws Exception {
    String reason = "is no limit; give a number from 1 to 1000000.";
    assertRefused("--rooms: \"many\" " + reason, Map.of("CHAT_ROOMS", "8"), "--rooms", "many");
    assertRefused("CHAT_ROOMS: \"0\" " + reason, Map.of("CHAT_ROOMS", "0"));
    writeYaml("rooms: none\n");
    assertRefused("chat.yaml, rooms: \"none\" " + reason, Map.of());
    assertRefused("CHAT_ROOMS: \"0\" " + reason, Map.of("CHAT_ROOMS", "0"));
  }

  @Test
  void theSentenceOfADurationHasItsRange() {
    assertRefused(
        "--request-timeout: \"999999h\" is no duration from 1ms to 1d; give one such as 500ms, 3s,"
            + " 10m or 1h.",
        Map.of(),
        "--request-timeout",
        "999999h");
  }

  @Test
  void anOptionThatThereIsNotIsNamed() {
    assertRefused("Unknown option: '--colour'; see --help.", Map.of(), "--colour");
  }

  @ParameterizedTest
  @ValueSource(strings = {"colour", "help", "version"})
  void aKeyOfTheFileThatIsNoSettingIsNamed(String key) throws Exception {
    writeYaml(key + ": blue\n");
    assertRefused(
        "chat.yaml: there is no setting " + key + "; --help lists those that there are.", Map.of());
  }

  @Test
  void aFileThatIsNoYamlIsNamed() throws Exception {
    writeYaml("rooms: [7\n");
    assertThatThrownBy(() -> read(Map.of()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("chat.yaml: this is no YAML");
  }

  @ParameterizedTest
  @CsvSource({"--help, --write-timeout=TIME", "--version,', commit '"})
  void theHelpIsPrintedThoughTheEnvironmentAndTheFileAreWrong(String flag, String printed)
      throws Exception {
    writeYaml("rooms: [7\n");
    var output = new ByteArrayOutputStream();
    PrintStream standard = System.out;
    System.setOut(new PrintStream(output, true, UTF_8));
    try {
      assertThat(Settings.read(new String[] {flag}, Map.of("CHAT_PORT", "no port"), folder))
          .isEmpty();
    } finally {
      System.setOut(standard);
    }
    assertThat(output.toString(UTF_8)).contains(printed).doesNotContain("no port");
  }

  @Test
  void databaseIsAUrlWithItsPasswordFromTheEnvironment() throws Exception {
    assertThat(read(Map.of()).database()).isEmpty();
    String url = "postgresql://chat@db.example/chat?sslmode=verify-full";
    var read = read(Map.of("CHAT_DATABASE_PASSWORD", "secret"), "--database", url);
    assertThat(read.database().orElseThrow().uri()).hasToString(url);
    assertThat(read.database().orElseThrow().password()).hasValue("secret");
    assertThat(read.toString()).doesNotContain("secret");
    assertThat(read(Map.of("CHAT_DATABASE", url)).database().orElseThrow().password()).isEmpty();
    assertThat(read(Map.of(), "--data", "none", "--database", url).database()).isPresent();
  }

  @Test
  void databaseThatCannotBeUsedIsRefusedWithoutShowingItsUrl() {
    assertThatThrownBy(() -> read(Map.of(), "--database", "postgresql://chat:sec ret@x"))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "--database: this is no URL; give one such as postgresql://chat@db.example/chat.");
  }
}
