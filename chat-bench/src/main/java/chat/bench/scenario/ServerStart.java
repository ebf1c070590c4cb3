package chat.bench.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.bench.measurement.Metric;
import chat.bench.measurement.RunOutcome;
import chat.bench.measurement.ServerProcess;
import chat.bench.measurement.Violations;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Scenario of a server start: the time from the start of the process to the first page. */
record ServerStart(String name, String description) implements Scenario {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int MIN_RUNS = 5;

  @Override
  public int runs(RunSettings settings) {
    return settings.runs() == 1 ? 1 : Math.max(MIN_RUNS, settings.runs());
  }

  @Override
  public RunOutcome run(ServerLauncher launcher, RunSettings settings) throws IOException {
    long start = System.nanoTime();
    try (ServerProcess server = launcher.open(log())) {
      String status = firstLine(server.address());
      long end = System.nanoTime();
      boolean ok = status.startsWith("HTTP/1.1 200");
      return new RunOutcome(
          Map.of(Metric.FIRST_PAGE, (end - start) / NANOS_PER_MILLI),
          ok ? Violations.NONE : Violations.NONE.with(1, 0, status));
    }
  }

  // Uses a socket, because an HTTP client would first load some hundred classes of its own.
  private static String firstLine(URI address) throws IOException {
    try (var socket = new Socket(InetAddress.getByName(address.getHost()), address.getPort())) {
      socket.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
      String request =
          "GET / HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      String status =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
      return status == null ? "nothing" : status;
    }
  }
}
