package chat.app.doctor;

import chat.core.log.Finding;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the address, the scheme and the clock that the server sees with those that are here, and
 * tries whether it believes an address that a client makes up.
 */
final class ForwardingCheck implements Check {
  private static final String ADDRESS = "X-Forwarded-For";
  private static final String ORIGIN = "X-Forwarded-Proto";
  private static final String FORGERY = "forged address";
  private static final String CLOCK = "clock";

  /** For documentation, so that no client has it (RFC 5737). */
  private static final String FORGED = "203.0.113.77";

  /** 5 s: people notice when messages are said in the future. */
  private static final Duration MAX_DIFFERENCE = Duration.ofSeconds(5);

  private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":\"?([^\",}]*)");

  private final Visit visit;
  private final InetAddress remote;
  private final InstantSource clock;

  ForwardingCheck(Visit visit, InetAddress remote, InstantSource clock) {
    this.visit = visit;
    this.remote = remote;
    this.clock = clock;
  }

  /** A request as the server has seen it. */
  private record Seen(
      String local, String address, String origin, boolean forwarded, Duration difference) {}

  /** The server is older than this request, or a proxy has answered. */
  private static final class UnknownRequestException extends IOException {
    private static final long serialVersionUID = 1L;

    UnknownRequestException(HttpAnswer answer) {
      super("GET /api/me/connection is answered " + answer.summary());
    }
  }

  @Override
  public List<Finding> run() {
    try {
      Seen seen = see();
      List<Finding> findings = new ArrayList<>();
      findings.add(address(seen));
      findings.add(origin(seen));
      findings.add(forgery(seen));
      findings.add(difference(seen.difference()));
      return findings;
    } catch (UnknownRequestException e) {
      return List.of(Finding.skipped(ADDRESS, e.getMessage() + "; the server may be older"));
    } catch (IOException e) {
      return List.of(
          Finding.failed(
              ADDRESS,
              "GET /api/me/connection is not answered (%s); the proxy has to pass it on."
                  .formatted(Failures.reason(e))));
    }
  }

  private Seen see(String... headers) throws IOException {
    List<String> lines = visit.headers(headers);
    lines.add("Connection: close");
    try (HttpConnection connection = visit.open()) {
      Instant before = clock.instant();
      connection.send("GET /api/me/connection", lines, new byte[0]);
      HttpAnswer answer = connection.receive();
      Instant after = clock.instant();
      if (answer.status() != HttpAnswer.OK) {
        throw new UnknownRequestException(answer);
      }
      String json = answer.text();
      Instant middle = before.plus(Duration.between(before, after).dividedBy(2));
      return new Seen(
          connection.localAddress(),
          field(json, "address"),
          field(json, "origin"),
          field(json, "forwarded").equals("true"),
          Duration.between(middle, Instant.parse(field(json, "at"))));
    }
  }

  private static String field(String json, String name) throws IOException {
    Matcher fields = FIELD.matcher(json);
    while (fields.find()) {
      if (fields.group(1).equals(name)) {
        return fields.group(2);
      }
    }
    throw new IOException("the answer has no " + name);
  }

  private Finding address(Seen seen) throws IOException {
    InetAddress address = InetAddress.ofLiteral(seen.address());
    if (address.equals(InetAddress.ofLiteral(seen.local()))) {
      return Finding.ok(ADDRESS, "the server sees this machine's own address, " + seen.address());
    }
    // Between the two may be a network that translates addresses, which shows a public one.
    if (isOfProxy(address)) {
      return Finding.failed(
          ADDRESS,
          "the server takes a proxy (%s) for everybody's address, so that limits and bans hit all at once; %s; and start the server with --trusted-proxies %1$s%s."
              .formatted(
                  seen.address(),
                  Advice.FORWARDED_FOR,
                  seen.forwarded() ? "" : " (no such header has arrived)"));
    }
    String text = "the server sees %s, and here it is %s".formatted(seen.address(), seen.local());
    return isPrivate(address)
        ? Finding.warning(
            ADDRESS,
            text + "; if that is the proxy, " + Advice.FORWARDED_FOR + ", and --trusted-proxies.")
        : Finding.ok(ADDRESS, text + " behind a network of its own");
  }

  private boolean isOfProxy(InetAddress address) {
    return address.isLoopbackAddress() || (isPrivate(address) && !isPrivate(remote));
  }

  private static boolean isPrivate(InetAddress address) {
    boolean isUniqueLocal =
        address.getAddress().length > 4 && (address.getAddress()[0] & 0xfe) == 0xfc;
    return address.isSiteLocalAddress() || address.isLinkLocalAddress() || isUniqueLocal;
  }

  private Finding origin(Seen seen) {
    String expected = visit.server().origin();
    if (seen.origin().equals(expected)) {
      return Finding.ok(ORIGIN, "the server knows its address, " + expected);
    }
    boolean isScheme = seen.origin().startsWith("http:") == visit.server().secure();
    return isScheme
        ? Finding.failed(
            ORIGIN,
            "the server takes its address for %s; %s"
                .formatted(seen.origin(), Advice.FORWARDED_PROTO))
        : Finding.warning(
            ORIGIN,
            "the server takes its address for %s, and names it in invitations; %s%s."
                .formatted(seen.origin(), Advice.HOST, expected));
  }

  private Finding forgery(Seen honest) throws IOException {
    for (String header : List.of("X-Forwarded-For: " + FORGED, "Forwarded: for=" + FORGED)) {
      Seen seen = see(header);
      if (seen.address().equals(FORGED)) {
        return Finding.failed(
            FORGERY,
            "a client that sends %s is believed, so that it escapes limits and bans; the proxy has to replace it (nginx: proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header Forwarded \"\";), and --trusted-proxies may name proxies alone."
                .formatted(header));
      }
      if (!seen.address().equals(honest.address())) {
        return Finding.failed(
            FORGERY,
            "a client that sends %s counts as %s; the proxy has to clear it (nginx: proxy_set_header Forwarded \"\"; haproxy: http-request del-header Forwarded)."
                .formatted(header, seen.address()));
      }
    }
    return Finding.ok(FORGERY, "an address that a client makes up is not believed");
  }

  private static Finding difference(Duration difference) {
    String text =
        "the server's clock is %.1f s %s of the one here"
            .formatted(
                Math.abs(difference.toMillis() / 1_000.0),
                difference.isNegative() ? "behind" : "ahead");
    return difference.abs().compareTo(MAX_DIFFERENCE) <= 0
        ? Finding.ok(CLOCK, text)
        : Finding.failed(
            CLOCK, text + "; set the wrong one of the two by NTP (timedatectl set-ntp true).");
  }
}
