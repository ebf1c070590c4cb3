package chat.app.consistency;

import chat.core.log.Cursor;
import java.io.IOException;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Reads the whole lobby as a new member, by pages and by replays. */
final class WholeRoomReader {
  private final ChatHttpClient client;
  private final IntSupplier port;

  WholeRoomReader(ChatHttpClient client, IntSupplier port) {
    this.client = client;
    this.port = port;
  }

  ClientLog read() throws IOException, InterruptedException {
    String cookie = client.signIn("newcomer");
    ClientLog log = new ClientLog(client.id(cookie), "a newcomer");
    Cursor current = readReplay(cookie, Optional.empty(), log).current();
    ClientEvent.PageRead page;
    long next = current.seq() + 1;
    do {
      page = client.read(cookie, next);
      log.add(page);
      next = page.messages().isEmpty() ? 0 : page.messages().getFirst().seq();
    } while (page.more() && next > 0);
    // As far back as the server still replays; each try asks for half as many entries.
    for (long back = Math.min(1_000, current.seq()); back > 0; back /= 2) {
      var after = new Cursor(current.epoch(), current.seq() - back);
      if (readReplay(cookie, Optional.of(after), log).resumed()) {
        break;
      }
    }
    return log;
  }

  /** Connects, logs all entries up to the current one, and disconnects. */
  private ClientEvent.Welcomed readReplay(String cookie, Optional<Cursor> requested, ClientLog log)
      throws IOException {
    String path = "/chat" + requested.map(after -> "?after=" + after).orElse("");
    try (FaultySocket socket = FaultySocket.open(port.getAsInt(), path, cookie)) {
      JsonFrame welcome = JsonFrame.of(socket.read().orElseThrow());
      var welcomed = new ClientEvent.Welcomed(requested, welcome.cursor(), welcome.flag("resumed"));
      log.add(welcomed);
      boolean more = welcomed.resumed() && welcomed.position() < welcomed.current().seq();
      while (more) {
        // A replay that ends too early is followed by a frame that is no entry, such as a
        // heartbeat.
        Optional<ReceivedEntry> received = JsonFrame.of(socket.read().orElseThrow()).entry();
        received.ifPresent(entry -> log.add(new ClientEvent.Received(entry)));
        more = received.filter(entry -> entry.seq() < welcomed.current().seq()).isPresent();
      }
      return welcomed;
    }
  }
}
