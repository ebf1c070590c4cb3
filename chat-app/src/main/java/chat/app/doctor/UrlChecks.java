package chat.app.doctor;

import chat.core.log.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Checks the way to a server, as a member of its own in a room of its own. What it does leaves
 * nothing behind: it says nothing, forgets its room, and gives its nickname back.
 */
public final class UrlChecks {
  private final ServerAddress server;
  private final Periods periods;
  private final Authorities authorities;
  private final InstantSource clock;

  public UrlChecks(ServerAddress server, Periods periods, Authorities authorities) {
    this(server, periods, authorities, InstantSource.system());
  }

  /** The same with the authorities and the clock of a test. */
  public UrlChecks(ServerAddress server, Periods periods, SSLContext trust, InstantSource clock) {
    this(server, periods, Authorities.only(trust), clock);
  }

  UrlChecks(ServerAddress server, Periods periods, Authorities authorities, InstantSource clock) {
    this.server = server;
    this.periods = periods;
    this.authorities = authorities;
    this.clock = clock;
  }

  /** Checks one after the other; what makes further checks pointless ends them. */
  public void run(Report report) {
    var address = new AddressCheck(server, periods.answer());
    report.add(address);
    address.reached().ifPresent(connector -> run(report, connector));
  }

  private void run(Report report, Connector connector) {
    report.add(new CertificateCheck(connector, authorities, clock));
    var visit = new Visit(connector);
    var health = new HealthCheck(visit);
    report.add(health);
    if (!health.answered()) {
      return;
    }
    report.add(new SignInCheck(visit));
    if (!visit.isSignedIn()) {
      return;
    }
    try {
      report.add(new ForwardingCheck(visit, connector.remote(), clock));
      report.add(new OriginCheck(visit));
      report.add(new UploadCheck(visit));
      checkConnections(report, visit);
    } finally {
      leave(report, visit);
    }
  }

  private void checkConnections(Report report, Visit visit) {
    var upgrade = new UpgradeCheck(visit, periods.delivery());
    Optional<RoomSocket> socket = Optional.empty();
    Optional<RoomStream> stream = Optional.empty();
    Optional<RoomStream> lines = Optional.empty();
    try {
      report.add(upgrade);
      socket = upgrade.socket();
      var opening = new StreamCheck(visit, socket, periods.delivery());
      report.add(opening);
      stream = opening.stream();
      lines = lines(visit);
      forgetRoom(report, visit);
      report.announce("idle timeout", periods.idle());
      report.add(
          new IdleCheck(socket, stream.filter(_ -> opening.isPrompt()), lines, periods.idle()));
    } finally {
      socket.ifPresent(RoomSocket::close);
      stream.ifPresent(RoomStream::close);
      lines.ifPresent(RoomStream::close);
    }
  }

  private static Optional<RoomStream> lines(Visit visit) {
    try {
      return RoomStream.ofLines(visit);
    } catch (IOException e) {
      // The check of the stream of events has said why.
      return Optional.empty();
    }
  }

  /** Before the long wait, in which an owner may end the checks. */
  private static void forgetRoom(Report report, Visit visit) {
    try {
      visit.forgetRoom();
    } catch (IOException e) {
      report.add(
          Finding.warning(
              "sign-out", "the room is remembered for 30 days: " + Failures.reason(e) + "."));
    }
  }

  private static void leave(Report report, Visit visit) {
    try {
      visit.leave();
    } catch (UncheckedIOException e) {
      report.add(
          Finding.warning(
              "sign-out",
              "it failed (%s); the nickname %s is free after ten minutes."
                  .formatted(Failures.reason(e.getCause()), visit.room())));
    }
  }
}
