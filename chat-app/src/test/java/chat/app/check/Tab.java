package chat.app.check;

import chat.core.log.Cursor;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One page of a member: it connects, comes back by itself with its cursor, and reads from the
 * history what it was not told. Notes all it sees in its diary.
 */
final class Tab implements Runnable {
  /** Out of a hundred: how often a page comes back without its cursor, or with one of elsewhere. */
  private static final int FORGETS = 8;

  private static final int STRAYS = 3;
  private static final long FIRST_WAIT_MILLIS = 250;

  /** The contract says 10 s; somebody who looks at the page makes it try at once. */
  private static final long LONGEST_WAIT_MILLIS = 500;

  private final Storm storm;
  private final Talker talker;
  private final Random random;
  private final Diary diary;
  private final AtomicInteger gaps = new AtomicInteger();
  private volatile Optional<Cursor> cursor = Optional.empty();
  private volatile Optional<Cable> cable = Optional.empty();
  private volatile long stallMillis;
  private volatile long awayMillis;

  Tab(Storm storm, Talker talker, Random random, Diary diary) {
    this.storm = storm;
    this.talker = talker;
    this.random = random;
    this.diary = diary;
  }

  Diary diary() {
    return diary;
  }

  /** The cable of a page that has had its welcome. */
  Optional<Cable> cable() {
    return cable;
  }

  /** Whether it is connected, stands at {@code seq}, and has read all that it was not told. */
  boolean hasCaughtUpTo(long seq) {
    return cable.isPresent() && gaps.get() == 0 && seq() == seq;
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
    long wait = FIRST_WAIT_MILLIS;
    while (!storm.isOver()) {
      try {
        wait = visit() ? FIRST_WAIT_MILLIS : Math.min(wait * 2, LONGEST_WAIT_MILLIS);
      } catch (IOException e) {
        storm.tally().add("tries in vain");
      }
      storm.pause(wait / 2 + random.nextLong(wait) + awayMillis);
      awayMillis = 0;
    }
  }

  /** One connection, from its beginning to its end; whether there was a welcome. */
  private boolean visit() throws IOException {
    Optional<Cursor> asked = cursor.flatMap(this::asMemoryServes);
    String path = "/chat" + asked.map(after -> "?after=" + after).orElse("");
    try (Cable line = Cable.open(storm.port(), path, talker.cookie())) {
      storm.opened(line);
      Sitting sitting = new Sitting(line, asked);
      for (var text = line.read(); text.isPresent(); text = line.read()) {
        sitting.take(Frame.of(text.get()));
        storm.changed();
        if (stallMillis > 0) {
          storm.pause(stallMillis);
          stallMillis = 0;
        }
      }
      if (cable.isPresent()) {
        diary.note(line.ended());
      }
      return cable.isPresent();
    } finally {
      cable = Optional.empty();
      talker.lost(this);
    }
  }

  private Optional<Cursor> asMemoryServes(Cursor known) {
    int chance = random.nextInt(100);
    if (chance < FORGETS) {
      return Optional.empty();
    }
    return Optional.of(chance < FORGETS + STRAYS ? new Cursor("elsewhere", known.seq()) : known);
  }

  /** One connection as it goes. */
  private final class Sitting {
    private final Cable line;
    private final Optional<Cursor> asked;
    private Cursor stands;

    Sitting(Cable line, Optional<Cursor> asked) {
      this.line = line;
      this.asked = asked;
    }

    void take(Frame frame) throws IOException {
      Optional<Line> entry = frame.line();
      if (entry.isPresent()) {
        diary.note(new Note.Heard(entry.get()));
        cursor = Optional.of(new Cursor(stands.epoch(), entry.get().seq()));
        talker.heard(entry.get());
        return;
      }
      switch (frame.type()) {
        case "welcome" -> welcome(frame);
        case "history" -> history(frame);
        case "ack" -> {
          diary.note(new Note.Acknowledged(frame.text("id"), frame.number("seq")));
          talker.acknowledged(frame.text("id"), frame.number("seq"));
        }
        case "refused" -> {
          diary.note(new Note.Refused(frame.text("id"), frame.text("code")));
          talker.refused(frame.text("id"), frame.text("code"));
        }
        default -> {
          // Who comes and goes is not kept, and a beat is only a sign of life.
        }
      }
    }

    private void welcome(Frame frame) {
      stands = frame.cursor();
      diary.note(new Note.Opened(asked, stands, frame.flag("resumed")));
      cable = Optional.of(line);
      talker.welcomed(Tab.this);
    }

    private void history(Frame frame) {
      var messages = frame.messages();
      long below = stands.seq() + 1;
      diary.note(new Note.Read(below, stands.seq(), false, messages, frame.flag("more")));
      long have = cursor.map(Cursor::seq).orElse(stands.seq());
      long reached = messages.isEmpty() ? 0 : messages.getFirst().seq();
      cursor = Optional.of(stands);
      if (frame.flag("more") && reached > have + 1) {
        gaps.incrementAndGet();
        Thread.startVirtualThread(() -> fill(have, reached));
      }
    }
  }

  /** Reads back until it meets what it has. */
  private void fill(long have, long below) {
    long next = below;
    while (next > have + 1 && !storm.isOver()) {
      Note.Read page = storm.read(talker.cookie(), next);
      diary.note(page);
      next = page.more() && !page.messages().isEmpty() ? page.messages().getFirst().seq() : 0;
    }
    gaps.decrementAndGet();
    storm.changed();
  }
}
