package chat.app;

import chat.web.config.AccessLimits;
import chat.web.config.HttpLimits;
import chat.web.config.ListenerSettings;
import chat.web.config.MemberSettings;
import chat.web.config.MessageLimits;
import chat.web.config.SearchLimits;
import chat.web.config.TlsFiles;
import chat.web.config.WebSettings;
import io.helidon.config.Config;
import io.helidon.config.ConfigException;
import io.helidon.config.ConfigSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What the owner decides: flags, then the environment, then {@code chat.yaml} in the current
 * directory, then the defaults.
 *
 * @param data where everything is kept; empty: nothing is
 */
record Settings(WebSettings web, Optional<Path> data) {
  static final String FILE = "chat.yaml";

  private static final Setting<Integer> PORT =
      new Setting<>(
          "port", "N", "Listen at this port; 0 for any free one.", "8180", SettingParsers::port);
  private static final Setting<String> HOST =
      new Setting<>("host", "ADDRESS", "Listen at this address.", "0.0.0.0", SettingParsers::host);
  private static final Setting<String> DATA =
      new Setting<>(
          "data",
          "DIR|none",
          "Keep everything in this directory, or nothing at all"
              + " (default: $XDG_DATA_HOME/chat, else ~/.local/share/chat).",
          "",
          written -> written);
  private static final Setting<Set<String>> ORIGINS =
      new Setting<>(
          "origins",
          "LIST",
          "Other sites whose pages may connect, such as https://chat.example; * for any.",
          "",
          SettingParsers::origins);
  private static final Setting<Boolean> GUESTS =
      new Setting<>(
          "guests",
          "",
          "Let connections without a sign-in take part, named by their address.",
          "false",
          SettingParsers::yesOrNo);
  private static final Setting<Optional<Double>> MESSAGE_RATE =
      new Setting<>(
          "message-rate",
          "N|off",
          "How many messages a second each member may send.",
          "2",
          SettingParsers::rateOrOff);
  private static final Setting<OptionalInt> CONNECTIONS =
      new Setting<>(
          "connections-per-address",
          "N|off",
          "How many connections an address may have at once; off lifts all limits by address.",
          "256",
          SettingParsers::countOrOff);
  private static final Setting<Set<String>> PROXIES =
      new Setting<>(
          "trusted-proxy",
          "ADDRESSES",
          "Proxies (192.0.2.7, 10.0.0.0/8) whose Forwarded and X-Forwarded-… count.",
          "",
          SettingParsers::addresses);
  private static final Setting<Duration> LEAVE_GRACE =
      new Setting<>(
          "leave-grace",
          "TIME",
          "How long somebody without a connection still counts as present.",
          "3s",
          SettingParsers::duration);
  private static final Setting<Duration> NICKNAME_HOLD =
      new Setting<>(
          "nickname-hold",
          "TIME",
          "How long a nickname is kept for somebody who left.",
          "10m",
          SettingParsers::duration);

  private static final Setting<Integer> BURST =
      new Setting<>(
          "message-burst",
          "N",
          "How many messages a member may send at once, before the rate counts.",
          "5",
          written -> SettingParsers.count(written, 1_000_000));
  private static final Setting<Integer> TEXT_LENGTH =
      new Setting<>(
          "text-length",
          "N",
          "The longest message, in characters.",
          "4096",
          written -> SettingParsers.count(written, 4_096));
  private static final Setting<Integer> MESSAGE_SIZE =
      new Setting<>(
          "message-size",
          "BYTES",
          "The largest WebSocket message, over all its fragments.",
          "65536",
          written -> SettingParsers.count(written, 1 << 20));
  private static final Setting<Integer> BEHIND =
      new Setting<>(
          "behind",
          "BYTES",
          "How much may wait for one connection before it is cut.",
          "1048576",
          written -> SettingParsers.count(written, 1 << 28));
  private static final Setting<Duration> STUCK =
      new Setting<>(
          "stuck",
          "TIME",
          "How long a connection may take nothing before it is cut.",
          "15s",
          SettingParsers::duration);
  private static final Setting<OptionalInt> SEARCHES =
      new Setting<>(
          "searches-per-member",
          "N|off",
          "How many searches a minute each member may ask for.",
          "60",
          SettingParsers::countOrOff);
  private static final Setting<OptionalInt> SEARCHES_THERE =
      new Setting<>(
          "searches-per-address",
          "N|off",
          "How many searches a minute may come from an address.",
          "600",
          SettingParsers::countOrOff);
  private static final Setting<OptionalInt> SIGN_INS =
      new Setting<>(
          "sign-ins-per-address",
          "N|off",
          "How many sign-ins a minute may come from an address.",
          "300",
          SettingParsers::countOrOff);
  private static final Setting<OptionalInt> ARRIVALS =
      new Setting<>(
          "new-connections-per-address",
          "N|off",
          "How many connections a minute an address may open.",
          "1000",
          SettingParsers::countOrOff);
  private static final Setting<Integer> ROOMS =
      new Setting<>(
          "rooms",
          "N",
          "How many rooms may be open at once.",
          "10000",
          written -> SettingParsers.count(written, 1_000_000));
  private static final Setting<Integer> ROOMS_EACH =
      new Setting<>(
          "rooms-per-member",
          "N",
          "In how many rooms a member may be at once.",
          "50",
          written -> SettingParsers.count(written, 1_000_000));
  private static final Setting<Integer> ADDRESS_LENGTH =
      new Setting<>(
          "address-length",
          "BYTES",
          "The longest first line of a request.",
          "4096",
          written -> SettingParsers.count(written, 1 << 20));
  private static final Setting<Integer> HEADER_SIZE =
      new Setting<>(
          "header-size",
          "BYTES",
          "The largest head of a request.",
          "16384",
          written -> SettingParsers.count(written, 1 << 20));
  private static final Setting<Integer> FORM_SIZE =
      new Setting<>(
          "form-size",
          "BYTES",
          "The largest body of a request.",
          "16384",
          written -> SettingParsers.count(written, 1 << 20));
  private static final Setting<Duration> HEAD_TIME =
      new Setting<>(
          "head-time",
          "TIME",
          "How long a request's head may take from connecting, TLS included.",
          "10s",
          SettingParsers::duration);
  private static final Setting<Duration> REQUEST_TIME =
      new Setting<>(
          "request-time",
          "TIME",
          "How long a request's body and its answer may take.",
          "60s",
          SettingParsers::duration);
  private static final Setting<Duration> KEEP_ALIVE =
      new Setting<>(
          "keep-alive",
          "TIME",
          "How long a connection may wait for its next request.",
          "30s",
          SettingParsers::duration);
  private static final Setting<OptionalInt> TCP =
      new Setting<>(
          "tcp-connections",
          "N|auto",
          "How many connections of any kind there may be at once; auto: as many as the process may"
              + " open files, less some.",
          "auto",
          SettingParsers::countOrAuto);
  private static final Setting<Optional<Path>> TLS_CERT =
      new Setting<>(
          "tls-cert",
          "FILE",
          "Speak TLS with this certificate and those that vouch for it (PEM).",
          "",
          SettingParsers::file);
  private static final Setting<Optional<Path>> TLS_KEY =
      new Setting<>(
          "tls-key",
          "FILE",
          "The certificate's private key (PEM, PKCS #8).",
          "",
          SettingParsers::file);
  private static final Setting<OptionalInt> HTTP_PORT =
      new Setting<>(
          "http-port",
          "N",
          "With TLS: send those who come to this port without it to the other.",
          "",
          SettingParsers::portOrNone);

  static final List<Setting<?>> ALL =
      List.of(
          PORT,
          HOST,
          DATA,
          ORIGINS,
          GUESTS,
          MESSAGE_RATE,
          CONNECTIONS,
          PROXIES,
          LEAVE_GRACE,
          NICKNAME_HOLD,
          TLS_CERT,
          TLS_KEY,
          HTTP_PORT,
          BURST,
          TEXT_LENGTH,
          MESSAGE_SIZE,
          BEHIND,
          STUCK,
          SEARCHES,
          SEARCHES_THERE,
          SIGN_INS,
          ARRIVALS,
          ROOMS,
          ROOMS_EACH,
          ADDRESS_LENGTH,
          HEADER_SIZE,
          FORM_SIZE,
          HEAD_TIME,
          REQUEST_TIME,
          KEEP_ALIVE,
          TCP);

  /**
   * Reads the settings.
   *
   * @param directory where {@code chat.yaml} may lie
   * @throws InvalidSettingException with the sentence for the owner
   */
  static Settings read(ParseResult flags, Map<String, String> environment, Path directory)
      throws InvalidSettingException {
    var sources = new Sources(flags, environment, yaml(directory));
    var web =
        new WebSettings(
            new ListenerSettings(
                sources.value(HOST),
                sources.value(PORT),
                tls(sources),
                httpPort(sources),
                sources.value(ORIGINS),
                sources.value(PROXIES)),
            new MemberSettings(
                sources.value(GUESTS), sources.value(LEAVE_GRACE), sources.value(NICKNAME_HOLD)),
            new MessageLimits(
                sources.value(MESSAGE_RATE),
                sources.value(BURST),
                sources.value(TEXT_LENGTH),
                sources.value(MESSAGE_SIZE),
                sources.value(BEHIND),
                sources.value(STUCK)),
            new SearchLimits(sources.value(SEARCHES), sources.value(SEARCHES_THERE)),
            new AccessLimits(
                sources.value(CONNECTIONS),
                sources.value(ARRIVALS),
                sources.value(SIGN_INS),
                sources.value(ROOMS),
                sources.value(ROOMS_EACH)),
            new HttpLimits(
                sources.value(ADDRESS_LENGTH),
                sources.value(HEADER_SIZE),
                sources.value(FORM_SIZE),
                sources.value(HEAD_TIME),
                sources.value(REQUEST_TIME),
                sources.value(KEEP_ALIVE),
                sources.value(TCP).orElseGet(FileDescriptors::forConnections)));
    return new Settings(web, data(sources.value(DATA), environment));
  }

  private static Optional<TlsFiles> tls(Sources sources) throws InvalidSettingException {
    Optional<Path> certificate = sources.value(TLS_CERT);
    Optional<Path> key = sources.value(TLS_KEY);
    if (certificate.isPresent() != key.isPresent()) {
      throw new InvalidSettingException(
          "--tls-cert and --tls-key go together; give both, or none.");
    }
    return certificate.map(file -> new TlsFiles(file, key.orElseThrow()));
  }

  private static OptionalInt httpPort(Sources sources) throws InvalidSettingException {
    OptionalInt port = sources.value(HTTP_PORT);
    if (port.isPresent() && sources.value(TLS_CERT).isEmpty()) {
      throw new InvalidSettingException(
          "--http-port sends people to TLS; give --tls-cert and --tls-key, too.");
    }
    return port;
  }

  private static Optional<Path> data(String written, Map<String, String> environment) {
    if (written.equals("none")) {
      return Optional.empty();
    }
    if (!written.isEmpty()) {
      return Optional.of(Path.of(written));
    }
    String shared = environment.getOrDefault("XDG_DATA_HOME", "");
    Path base =
        shared.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "share")
            : Path.of(shared);
    return Optional.of(base.resolve("chat"));
  }

  /**
   * The flags as picocli knows them: all are plain texts, so that a wrong one gets our sentence.
   */
  static CommandLine commandLine(String version) {
    CommandSpec spec = CommandSpec.create().name("chat").version(version);
    spec.usageMessage()
        .description("A room to talk in, on the web, for anybody who has a link and a nickname.")
        .footer(
            "",
            "Each can also be given in the environment (CHAT_PORT=8080) or in " + FILE,
            "in the current directory (port: 8080); a flag counts before the environment,",
            "the environment before the file.");
    ALL.forEach(setting -> spec.addOption(option(setting)));
    spec.addOption(
        OptionSpec.builder("--help").usageHelp(true).description("Show this help.").build());
    spec.addOption(
        OptionSpec.builder("--version").versionHelp(true).description("Show the version.").build());
    return new CommandLine(spec);
  }

  private static OptionSpec option(Setting<?> setting) {
    String standard =
        setting.standard().isEmpty() || setting.isSwitch()
            ? ""
            : " Default: " + setting.standard() + ".";
    return OptionSpec.builder(setting.flag())
        .type(String.class)
        .arity(setting.isSwitch() ? "0..1" : "1")
        .fallbackValue(setting.isSwitch() ? "true" : "")
        .paramLabel(setting.isSwitch() ? "true|false" : setting.label())
        .description(setting.description().replace("%", "%%") + standard)
        .build();
  }

  /** The sentence for flags that cannot be read at all. */
  static String sentence(ParameterException e) {
    return e.getMessage() + "; see --help.";
  }

  private static Map<String, String> yaml(Path directory) throws InvalidSettingException {
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      return Map.of();
    }
    Map<String, String> values;
    try {
      values = Config.just(ConfigSources.file(file)).asMap().orElse(Map.of());
    } catch (ConfigException e) {
      throw new InvalidSettingException(
          file + ": this is no YAML that can be read; please correct it.");
    }
    for (String key : values.keySet()) {
      if (ALL.stream().noneMatch(setting -> setting.name().equals(key))) {
        throw new InvalidSettingException(
            FILE + ": there is no setting " + key + "; --help lists those that there are.");
      }
    }
    return values;
  }

  /** Where values come from, in the order in which they count. */
  private record Sources(
      ParseResult flags, Map<String, String> environment, Map<String, String> yaml) {
    <T> T value(Setting<T> setting) throws InvalidSettingException {
      String flag = flags.matchedOptionValue(setting.flag(), null);
      if (flag != null) {
        return read(setting, setting.flag(), flag);
      }
      String variable = environment.get(setting.variable());
      if (variable != null) {
        return read(setting, setting.variable(), variable);
      }
      String line = yaml.get(setting.name());
      return line != null
          ? read(setting, FILE + ", " + setting.name(), line)
          : setting.reader().apply(setting.standard());
    }

    private static <T> T read(Setting<T> setting, String name, String written)
        throws InvalidSettingException {
      try {
        return setting.reader().apply(written);
      } catch (IllegalArgumentException e) {
        throw new InvalidSettingException(
            name + ": \"" + written + "\" is " + e.getMessage() + ".");
      }
    }
  }
}
