package chat.app.consistency;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.core.log.Cursor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.Random;

/**
 * A client that reads the lobby as server-sent events, and comes back with {@code Last-Event-ID}.
 * It cuts its own connections, and logs everything that it receives.
 */
final class StreamReader implements Runnable {
  private static final String OK = "HTTP/1.1 200 ";
  private static final int AVERAGE_EVENTS = 400;
  private static final int BACKOFF_MILLIS = 250;

  private final ChaosRun run;
  private final String cookie;
  private final Random random;
  private final ClientLog log;
  private final GapReader gaps;
  private volatile Optional<Cursor> lastEventId = Optional.empty();
  private volatile Optional<Socket> connection = Optional.empty();

  StreamReader(ChaosRun run, String cookie, Random random, ClientLog log) {
    this.run = run;
    this.cookie = cookie;
    this.random = random;
    this.log = log;
    gaps = new GapReader(run, cookie, log);
  }

  ClientLog log() {
    return log;
  }

  /** Whether it has received entry {@code seq}, and has filled all gaps. */
  boolean hasCaughtUpTo(long seq) {
    return gaps.hasFinished() && lastEventId.map(Cursor::seq).orElse(0L) == seq;
  }

  @Override
  public void run() {
    while (!run.hasEnded()) {
      try {
        readOnce();
      } catch (IOException e) {
        run.counters().add("failed tries");
      }
      run.pause(random.nextInt(BACKOFF_MILLIS));
    }
  }

  private void readOnce() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), run.port())) {
      connection = Optional.of(socket);
      if (run.hasEnded()) {
        return;
      }
      socket.getOutputStream().write(request().getBytes(UTF_8));
      var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      String status = lines.readLine();
      if (status == null || !status.startsWith(OK)) {
        throw new IOException("no stream: " + status);
      }
      skipHeaders(lines);
      readEvents(lines, 1 + random.nextInt(2 * AVERAGE_EVENTS));
      run.counters().add("streams read");
    }
  }

  private String request() {
    String id = lastEventId.map(cursor -> "Last-Event-ID: " + cursor + "\r\n").orElse("");
    return "GET /api/rooms/lobby/stream HTTP/1.1\r\nHost: localhost\r\nCookie: %s\r\n%s\r\n"
        .formatted(cookie, id);
  }

  private static void skipHeaders(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (line != null && !line.isEmpty()) {
      line = lines.readLine();
    }
  }

  /** Reads until the stream ends, or so many events have come. */
  private void readEvents(BufferedReader lines, int max) throws IOException {
    Optional<Cursor> requested = lastEventId;
    Optional<Cursor> id = Optional.empty();
    int events = 0;
    for (String line = lines.readLine(); line != null && events < max; line = lines.readLine()) {
      if (line.startsWith("id: ")) {
        id = Cursor.parse(line.substring("id: ".length()));
      } else if (line.startsWith("data: ")) {
        receive(JsonFrame.of(line.substring("data: ".length())), id, requested);
        id = Optional.empty();
        events++;
      }
    }
  }

  private void receive(JsonFrame frame, Optional<Cursor> id, Optional<Cursor> requested) {
    if (frame.type().equals("welcome")) {
      log.add(new ClientEvent.Welcomed(requested, frame.cursor(), frame.flag("resumed")));
    } else if (frame.type().equals("history")) {
      long seq = id.orElseThrow().seq();
      log.add(new ClientEvent.PageRead(seq + 1, seq, false, frame.messages(), frame.flag("more")));
      gaps.fill(lastEventId.map(Cursor::seq).orElse(seq), frame.messages(), frame.flag("more"));
    }
    Optional<ReceivedEntry> entry = frame.entry();
    entry.ifPresent(received -> log.add(new ClientEvent.Received(received)));
    if (entry.isPresent() && entry.get().seq() != id.orElseThrow().seq()) {
      throw new IllegalStateException("an event has the id of another: " + id);
    }
    if (id.isPresent()) {
      lastEventId = id;
      run.changed();
    }
  }

  /** Ends its connection; called at the end of the run. */
  void close() throws IOException {
    if (connection.isPresent()) {
      connection.get().close();
    }
  }
}
