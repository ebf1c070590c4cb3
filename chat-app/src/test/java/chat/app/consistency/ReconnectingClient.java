package chat.app.consistency;

import chat.core.log.Cursor;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;

/**
 * A client that reconnects with its cursor and reads missed messages from the history. It logs
 * everything that it receives.
 */
final class ReconnectingClient implements Runnable {
  /** The share of reconnects without a cursor, or with one of another room. */
  private static final int NO_CURSOR_PERCENT = 8;

  private static final int FOREIGN_CURSOR_PERCENT = 3;
  private static final long MIN_BACKOFF_MILLIS = 250;

  /** The protocol says 10 s, or at once when the user acts; short, so that a test takes seconds. */
  private static final long MAX_BACKOFF_MILLIS = 500;

  private final ChaosRun run;
  private final SendingMember member;
  private final Random random;
  private final ClientLog log;
  private final GapReader gaps;
  private volatile Optional<Cursor> cursor = Optional.empty();
  private volatile Optional<FaultySocket> connection = Optional.empty();
  private volatile long stallMillis;
  private volatile long awayMillis;

  ReconnectingClient(ChaosRun run, SendingMember member, Random random, ClientLog log) {
    this.run = run;
    this.member = member;
    this.random = random;
    this.log = log;
    gaps = new GapReader(run, member.cookie(), log);
  }

  ClientLog log() {
    return log;
  }

  /** The connection, after its welcome. */
  Optional<FaultySocket> connection() {
    return connection;
  }

  /** Whether it is connected, has received entry {@code seq}, and has filled all gaps. */
  boolean hasCaughtUpTo(long seq) {
    return connection.isPresent() && gaps.hasFinished() && seq() == seq;
  }

  /** The last entry that it has received. */
  long seq() {
    return cursor.map(Cursor::seq).orElse(0L);
  }

  /** The position of the last entry that it has received. */
  Cursor cursor() {
    return cursor.orElseThrow();
  }

  /** Stops reading for a time. */
  void stall(long millis) {
    stallMillis = millis;
  }

  /** Delays the next reconnect. */
  void stayAway(long millis) {
    awayMillis = millis;
  }

  @Override
  public void run() {
    long backoff = MIN_BACKOFF_MILLIS;
    while (!run.hasEnded()) {
      try {
        backoff = connectOnce() ? MIN_BACKOFF_MILLIS : Math.min(backoff * 2, MAX_BACKOFF_MILLIS);
      } catch (IOException e) {
        run.counters().add("failed tries");
      }
      run.pause(backoff / 2 + random.nextLong(backoff) + awayMillis);
      awayMillis = 0;
    }
  }

  /** Runs one connection to its end; returns whether there was a welcome. */
  private boolean connectOnce() throws IOException {
    Optional<Cursor> requested = cursor.flatMap(this::cursorToSend);
    String path = "/chat" + requested.map(after -> "?after=" + after).orElse("");
    try (FaultySocket socket = FaultySocket.open(run.port(), path, member.cookie())) {
      run.register(socket);
      Session session = new Session(socket, requested);
      for (var text = socket.read(); text.isPresent(); text = socket.read()) {
        session.receive(JsonFrame.of(text.get()));
        run.changed();
        if (stallMillis > 0) {
          run.pause(stallMillis);
          stallMillis = 0;
        }
      }
      if (connection.isPresent()) {
        log.add(socket.endEvent());
      }
      return connection.isPresent();
    } finally {
      connection = Optional.empty();
      member.onDisconnect(this);
    }
  }

  private Optional<Cursor> cursorToSend(Cursor known) {
    int chance = random.nextInt(100);
    if (chance < NO_CURSOR_PERCENT) {
      return Optional.empty();
    }
    return Optional.of(
        chance < NO_CURSOR_PERCENT + FOREIGN_CURSOR_PERCENT
            ? new Cursor("elsewhere", known.seq())
            : known);
  }

  /** One connection. */
  private final class Session {
    private final FaultySocket socket;
    private final Optional<Cursor> requested;
    private Cursor current;

    Session(FaultySocket socket, Optional<Cursor> requested) {
      this.socket = socket;
      this.requested = requested;
    }

    void receive(JsonFrame frame) throws IOException {
      Optional<ReceivedEntry> entry = frame.entry();
      if (entry.isPresent()) {
        log.add(new ClientEvent.Received(entry.get()));
        cursor = Optional.of(new Cursor(current.epoch(), entry.get().seq()));
        member.onEntry(entry.get());
        return;
      }
      switch (frame.type()) {
        case "welcome" -> welcome(frame);
        case "history" -> history(frame);
        case "ack" -> {
          log.add(new ClientEvent.Acknowledged(frame.text("id"), frame.number("seq")));
          member.onAcknowledged(frame.text("id"), frame.number("seq"));
        }
        case "refused" -> {
          log.add(new ClientEvent.Refused(frame.text("id"), frame.text("code")));
          member.onRefused(frame.text("id"), frame.text("code"));
        }
        case "left" -> run.counters().add("said to have left");
        default -> {
          // Other presence is not logged, and a heartbeat has no content.
        }
      }
    }

    private void welcome(JsonFrame frame) {
      current = frame.cursor();
      log.add(new ClientEvent.Welcomed(requested, current, frame.flag("resumed")));
      connection = Optional.of(socket);
      if (cursor.filter(known -> !known.epoch().equals(current.epoch())).isPresent()) {
        member.onNewEpoch(ReconnectingClient.this);
      }
      member.onWelcome(ReconnectingClient.this);
    }

    private void history(JsonFrame frame) {
      var messages = frame.messages();
      long below = current.seq() + 1;
      log.add(new ClientEvent.PageRead(below, current.seq(), false, messages, frame.flag("more")));
      long known = cursor.map(Cursor::seq).orElse(current.seq());
      cursor = Optional.of(current);
      gaps.fill(known, messages, frame.flag("more"));
    }
  }
}
