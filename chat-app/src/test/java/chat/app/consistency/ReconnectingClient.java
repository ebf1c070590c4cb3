package chat.app.consistency;

import chat.core.log.Cursor;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One page of a member: it connects, comes back by itself with its cursor, and reads from the
 * history what it was not told. Notes all it sees in its diary.
 */
final class ReconnectingClient implements Runnable {
  /** Out of a hundred: how often a page comes back without its cursor, or with one of elsewhere. */
  private static final int NO_CURSOR_PERCENT = 8;

  private static final int FOREIGN_CURSOR_PERCENT = 3;
  private static final long MIN_BACKOFF_MILLIS = 250;

  /** The contract says 10 s; somebody who looks at the page makes it try at once. */
  private static final long MAX_BACKOFF_MILLIS = 500;

  private final ChaosRun run;
  private final SendingMember member;
  private final Random random;
  private final ClientLog log;
  private final AtomicInteger openGaps = new AtomicInteger();
  private volatile Optional<Cursor> cursor = Optional.empty();
  private volatile Optional<FaultySocket> connection = Optional.empty();
  private volatile long stallMillis;
  private volatile long awayMillis;

  ReconnectingClient(ChaosRun run, SendingMember member, Random random, ClientLog log) {
    this.run = run;
    this.member = member;
    this.random = random;
    this.log = log;
  }

  ClientLog log() {
    return log;
  }

  /** The cable of a page that has had its welcome. */
  Optional<FaultySocket> connection() {
    return connection;
  }

  /** Whether it is connected, stands at {@code seq}, and has read all that it was not told. */
  boolean hasCaughtUpTo(long seq) {
    return connection.isPresent() && openGaps.get() == 0 && seq() == seq;
  }

  /** The last entry that it has. */
  long seq() {
    return cursor.map(Cursor::seq).orElse(0L);
  }

  /** From now on it reads nothing for so long. */
  void stall(long millis) {
    stallMillis = millis;
  }

  /** When it is cut next, it comes back only after so long. */
  void stayAway(long millis) {
    awayMillis = millis;
  }

  @Override
  public void run() {
    long wait = MIN_BACKOFF_MILLIS;
    while (!run.hasEnded()) {
      try {
        wait = connectOnce() ? MIN_BACKOFF_MILLIS : Math.min(wait * 2, MAX_BACKOFF_MILLIS);
      } catch (IOException e) {
        run.counters().add("tries in vain");
      }
      run.pause(wait / 2 + random.nextLong(wait) + awayMillis);
      awayMillis = 0;
    }
  }

  /** One connection, from its beginning to its end; whether there was a welcome. */
  private boolean connectOnce() throws IOException {
    Optional<Cursor> requested = cursor.flatMap(this::cursorToSend);
    String path = "/chat" + requested.map(after -> "?after=" + after).orElse("");
    try (FaultySocket line = FaultySocket.open(run.port(), path, member.cookie())) {
      run.opened(line);
      Session sitting = new Session(line, requested);
      for (var text = line.read(); text.isPresent(); text = line.read()) {
        sitting.receive(JsonFrame.of(text.get()));
        run.changed();
        if (stallMillis > 0) {
          run.pause(stallMillis);
          stallMillis = 0;
        }
      }
      if (connection.isPresent()) {
        log.add(line.endEvent());
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

  /** One connection as it goes. */
  private final class Session {
    private final FaultySocket socket;
    private final Optional<Cursor> requested;
    private Cursor current;

    Session(FaultySocket line, Optional<Cursor> requested) {
      this.socket = line;
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
        default -> {
          // Who comes and goes is not kept, and a beat is only a sign of life.
        }
      }
    }

    private void welcome(JsonFrame frame) {
      current = frame.cursor();
      log.add(new ClientEvent.Welcomed(requested, current, frame.flag("resumed")));
      connection = Optional.of(socket);
      member.onWelcome(ReconnectingClient.this);
    }

    private void history(JsonFrame frame) {
      var messages = frame.messages();
      long below = current.seq() + 1;
      log.add(new ClientEvent.PageRead(below, current.seq(), false, messages, frame.flag("more")));
      long have = cursor.map(Cursor::seq).orElse(current.seq());
      long reached = messages.isEmpty() ? 0 : messages.getFirst().seq();
      cursor = Optional.of(current);
      if (frame.flag("more") && reached > have + 1) {
        openGaps.incrementAndGet();
        Thread.startVirtualThread(() -> fillGap(have, reached));
      }
    }
  }

  /** Reads back until it meets what it has. */
  private void fillGap(long have, long below) {
    long next = below;
    while (next > have + 1 && !run.hasEnded()) {
      ClientEvent.PageRead page = run.read(member.cookie(), next);
      log.add(page);
      next = page.more() && !page.messages().isEmpty() ? page.messages().getFirst().seq() : 0;
    }
    openGaps.decrementAndGet();
    run.changed();
  }
}
