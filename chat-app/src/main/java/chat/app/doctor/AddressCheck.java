package chat.app.doctor;

import chat.core.log.Finding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks up the server's name, and connects to each of its addresses. */
final class AddressCheck implements Check {
  private static final String SUBJECT = "address";

  /** 8 addresses, because some names of balancers have many. */
  private static final int MAX_ADDRESSES = 8;

  private final ServerAddress server;
  private final Duration timeout;
  private Optional<Connector> reached = Optional.empty();

  AddressCheck(ServerAddress server, Duration timeout) {
    this.server = server;
    this.timeout = timeout;
  }

  @Override
  public List<Finding> run() {
    InetAddress[] addresses;
    try {
      addresses = InetAddress.getAllByName(server.host());
    } catch (UnknownHostException e) {
      return List.of(
          Finding.failed(
              SUBJECT,
              server.host() + " has no address; correct the name, or its record in the DNS."));
    }
    Map<Connector, Optional<IOException>> tried = new LinkedHashMap<>();
    for (InetAddress address : addresses) {
      if (tried.size() < MAX_ADDRESSES) {
        var connector = new Connector(server, address, timeout);
        tried.put(connector, connect(connector));
      }
    }
    List<Finding> findings = new ArrayList<>();
    tried.forEach((connector, failure) -> findings.add(finding(connector, failure)));
    return findings;
  }

  /** Returns why it failed; empty: it did not. */
  private Optional<IOException> connect(Connector connector) {
    try (var _ = connector.openSocket()) {
      if (reached.isEmpty()) {
        reached = Optional.of(connector);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private Finding finding(Connector connector, Optional<IOException> failure) {
    String what = server.host() + " at " + connector.remote().getHostAddress();
    if (failure.isEmpty()) {
      return Finding.ok(SUBJECT, what + " accepts connections at port " + server.port());
    }
    String why =
        "%s accepts no connection at port %d (%s)"
            .formatted(what, server.port(), Failures.reason(failure.get()));
    // The other of the two addresses of localhost.
    boolean isNoMatter = reached.isPresent() && connector.remote().isLoopbackAddress();
    return isNoMatter
        ? Finding.skipped(SUBJECT, why)
        : Finding.failed(
            SUBJECT,
            why
                + "; start the server or its proxy there, let the port through, or take the address out of the DNS.");
  }

  /** The first address that accepts connections. */
  Optional<Connector> reached() {
    return reached;
  }
}
