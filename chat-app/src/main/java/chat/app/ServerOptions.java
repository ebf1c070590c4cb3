package chat.app;

import static chat.app.ValueType.ADDRESSES;
import static chat.app.ValueType.COUNT;
import static chat.app.ValueType.COUNT_OR_AUTO;
import static chat.app.ValueType.COUNT_OR_OFF;
import static chat.app.ValueType.FILE;
import static chat.app.ValueType.HOST;
import static chat.app.ValueType.OPTIONAL_PORT;
import static chat.app.ValueType.ORIGINS;
import static chat.app.ValueType.PORT;
import static chat.app.ValueType.RATE_OR_OFF;
import static chat.app.ValueType.RETENTION;
import static chat.app.ValueType.SWITCH;

import chat.web.config.AccessLimits;
import chat.web.config.HttpLimits;
import chat.web.config.ListenerSettings;
import chat.web.config.MemberSettings;
import chat.web.config.MessageLimits;
import chat.web.config.ProgramSettings;
import chat.web.config.SearchLimits;
import chat.web.config.TlsFiles;
import chat.web.config.WebSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The options of the server. Each is one statement: its name, the type of its value, its default,
 * its description, and the setting that it sets.
 */
final class ServerOptions {
  private static final int MIB = 1 << 20;
  private static final ValueType<Duration> PERIOD = ValueType.time(Duration.ZERO);
  private static final ValueType<Duration> TIMEOUT = ValueType.time(Duration.ofMillis(1));

  private final OptionSet options;
  private final ProcessOptions process;
  private final ListenerSettings.Builder listener = new ListenerSettings.Builder();
  private final MemberSettings.Builder members = new MemberSettings.Builder();
  private final MessageLimits.Builder messages = new MessageLimits.Builder();
  private final SearchLimits.Builder searches = new SearchLimits.Builder();
  private final AccessLimits.Builder access = new AccessLimits.Builder();
  private final FileOptions files;
  private final ProgramSettings.Builder programs = new ProgramSettings.Builder();
  private final HttpLimits.Builder http = new HttpLimits.Builder();
  private Optional<Path> tlsCertificate = Optional.empty();
  private Optional<Path> tlsKey = Optional.empty();
  private OptionalInt httpPort = OptionalInt.empty();
  private OptionalInt tcpConnections = OptionalInt.empty();

  /** Adds the options to a set. */
  ServerOptions(OptionSet options) {
    this.options = options;
    var defaults = new WebSettings();
    process = new ProcessOptions(options);
    addListener(defaults.listener());
    addMembers(defaults.members());
    addMessages(defaults.messages());
    addSearches(defaults.searches());
    addAccess(defaults.access());
    files = new FileOptions(options, defaults.files());
    addPrograms(defaults.programs());
    addHttp(defaults.http());
  }

  private void addListener(ListenerSettings defaults) {
    options.add(
        "port", PORT, defaults.port(), "Listen at this port; 0 for any free one.", listener::port);
    options.add("host", HOST, defaults.host(), "Listen at this address.", listener::host);
    options.add(
        "tls-cert",
        FILE,
        Optional.empty(),
        "Speak TLS with this certificate and those that vouch for it (PEM).",
        file -> tlsCertificate = file);
    options.add(
        "tls-key",
        FILE,
        Optional.empty(),
        "The certificate's private key (PEM); it may be in the same file.",
        file -> tlsKey = file);
    options.add(
        "http-port",
        OPTIONAL_PORT,
        defaults.httpPort(),
        "With TLS: a port without it that redirects to the other.",
        port -> httpPort = port);
    options.add(
        "origins",
        ORIGINS,
        defaults.origins(),
        "Other sites whose pages may connect, such as https://chat.example; * for any.",
        listener::origins);
    options.add(
        "trusted-proxies",
        ADDRESSES,
        defaults.trustedProxies(),
        "Proxies (192.0.2.7, 10.0.0.0/8) whose Forwarded and X-Forwarded-… count.",
        listener::trustedProxies);
  }

  private void addMembers(MemberSettings defaults) {
    options.add(
        "guests",
        SWITCH,
        defaults.guests(),
        "Let connections without a sign-in take part, named by their address.",
        members::guests);
    options.add(
        "leave-grace",
        PERIOD,
        defaults.leaveGrace(),
        "How long a member without a connection still counts as present.",
        members::leaveGrace);
    options.add(
        "nickname-hold",
        PERIOD,
        defaults.nicknameHold(),
        "How long a nickname is kept for a member that left.",
        members::nicknameHold);
  }

  private void addPrograms(ProgramSettings defaults) {
    options.add(
        "webhooks-to-private",
        SWITCH,
        defaults.webhooksToPrivate(),
        "Call bots also at private, link-local and loopback addresses.",
        programs::webhooksToPrivate);
  }

  private void addMessages(MessageLimits defaults) {
    options.add(
        "message-rate",
        RATE_OR_OFF,
        defaults.perSecond(),
        "How many messages a second each member may send.",
        messages::perSecond);
    options.add(
        "message-burst",
        COUNT,
        defaults.burst(),
        "How many messages a member may send at once, before the rate counts.",
        messages::burst);
    options.add(
        "text-length",
        ValueType.count("N", 4_096),
        defaults.textLength(),
        "The longest message, in characters.",
        messages::textLength);
    options.add(
        "message-size",
        ValueType.bytes(MIB),
        defaults.messageSize(),
        "The largest WebSocket message, over all its fragments.",
        messages::messageSize);
    options.add(
        "pending-bytes",
        ValueType.bytes(256 * MIB),
        defaults.pendingBytes(),
        "How much may wait for one connection before it is cut.",
        messages::pendingBytes);
    options.add(
        "write-timeout",
        TIMEOUT,
        defaults.writeTimeout(),
        "How long a connection may take nothing before it is cut.",
        messages::writeTimeout);
    options.add(
        "database-wait",
        TIMEOUT,
        defaults.databaseWait(),
        "How long connections wait for a database that is away, before all are closed.",
        messages::databaseWait);
    options.add(
        "retention",
        RETENTION,
        defaults.retention(),
        "How long messages are kept; for single rooms as 90d,lobby=7d,archive=off.",
        messages::retention);
  }

  private void addSearches(SearchLimits defaults) {
    options.add(
        "searches-per-member",
        COUNT_OR_OFF,
        defaults.perMember(),
        "How many searches a minute each member may ask for.",
        searches::perMember);
    options.add(
        "searches-per-address",
        COUNT_OR_OFF,
        defaults.perAddress(),
        "How many searches a minute may come from an address.",
        searches::perAddress);
  }

  private void addAccess(AccessLimits defaults) {
    options.add(
        "connections-per-address",
        COUNT_OR_OFF,
        defaults.connectionsPerAddress(),
        "How many connections an address may have at once; off lifts all limits by address.",
        access::connectionsPerAddress);
    options.add(
        "new-connections-per-address",
        COUNT_OR_OFF,
        defaults.newConnections(),
        "How many connections a minute an address may open.",
        access::newConnections);
    options.add(
        "sign-ins-per-address",
        COUNT_OR_OFF,
        defaults.signIns(),
        "How many sign-ins a minute may come from an address.",
        access::signIns);
    options.add(
        "rooms", COUNT, defaults.rooms(), "How many rooms may be open at once.", access::rooms);
    options.add(
        "rooms-per-member",
        COUNT,
        defaults.roomsPerMember(),
        "In how many rooms a member may be at once.",
        access::roomsPerMember);
  }

  private void addHttp(HttpLimits defaults) {
    options.add(
        "request-line-size",
        ValueType.bytes(MIB),
        defaults.requestLineSize(),
        "The longest first line of a request.",
        http::requestLineSize);
    options.add(
        "header-size",
        ValueType.bytes(MIB),
        defaults.headerSize(),
        "The largest head of a request.",
        http::headerSize);
    options.add(
        "form-size",
        ValueType.bytes(MIB),
        defaults.formSize(),
        "The largest body of a request.",
        http::formSize);
    options.add(
        "head-timeout",
        TIMEOUT,
        defaults.headTimeout(),
        "How long a request's head may take from connecting, TLS included.",
        http::headTimeout);
    options.add(
        "request-timeout",
        TIMEOUT,
        defaults.requestTimeout(),
        "How long a request's body and its answer may take.",
        http::requestTimeout);
    options.add(
        "keep-alive-timeout",
        TIMEOUT,
        defaults.keepAlive(),
        "How long a connection may wait for its next request.",
        http::keepAlive);
    options.add(
        "tcp-connections",
        COUNT_OR_AUTO,
        OptionalInt.empty(),
        "How many connections of any kind there may be at once; auto: as many as the process may"
            + " open files, less some.",
        max -> tcpConnections = max);
  }

  /** The options of the process, after the command line was parsed. */
  ProcessOptions process() {
    return process;
  }

  /** The settings of the web server, after the command line was parsed. */
  WebSettings web() throws InvalidSettingException {
    return new WebSettings(
        listener.tls(tls()).httpPort(checkedHttpPort()).build(),
        members.build(),
        messages.build(),
        searches.build(),
        access.build(),
        files.limits(),
        programs.build(),
        http.tcpConnections(FileDescriptors.forConnections(tcpConnections)).build());
  }

  private Optional<TlsFiles> tls() throws InvalidSettingException {
    if (tlsCertificate.isPresent() != tlsKey.isPresent()) {
      throw new InvalidSettingException(
          "--tls-cert and --tls-key go together; give both, or none.");
    }
    return tlsCertificate.map(file -> new TlsFiles(file, tlsKey.orElseThrow()));
  }

  private OptionalInt checkedHttpPort() throws InvalidSettingException {
    if (httpPort.isPresent() && tlsCertificate.isEmpty()) {
      throw new InvalidSettingException(
          "--http-port sends people to TLS; give --tls-cert and --tls-key, too.");
    }
    return httpPort;
  }
}
