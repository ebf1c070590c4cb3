package chat.app.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A member who says numbered things, and sees to it, as protocol.md asks of a client, that each is
 * answered: what was not is sent again, in order, one at a time until it has caught up. Its first
 * tab does the talking.
 */
final class Talker implements Runnable {
  /** So many may be under way on one connection. */
  private static final int WINDOW = 8;

  private static final int MOST_UNANSWERED = 32;
  private static final List<String> EMOJI = List.of("👍", "🎉", "❤️");
  private static final List<String> FILLINGS =
      List.of("", "你好", "👩‍👩‍👧‍👦", "\"\\", "a\nb\tc", "</script>", "e\u0301", "\u00e9");
  private static final String LONG = "长".repeat(3_500);

  private final Storm storm;
  private final Temper temper;
  private final String name;
  private final String cookie;
  private final Random random;
  private final List<Tab> tabs = new ArrayList<>();

  // Everything below is read and written under this object's lock.
  private final Map<String, Note.Sent> unanswered = new LinkedHashMap<>();
  private final Set<String> underWay = new HashSet<>();
  private int catchingUp;
  private int turn;
  private long highestAcknowledged;
  private final List<Long> known = new ArrayList<>();
  private final List<Long> mine = new ArrayList<>();

  /**
   * What a member is like.
   *
   * @param tabs how many pages it has open
   * @param talks whether it says anything
   * @param troubles out of a thousand steps: how often something happens to a connection of its
   * @param awayMillis about so long it stays away after some cuts; 0 for never
   */
  record Temper(int tabs, boolean talks, int troubles, long awayMillis) {}

  Talker(Storm storm, Temper temper, String name, String member, String cookie, long seed) {
    this.storm = storm;
    this.temper = temper;
    this.name = name;
    this.cookie = cookie;
    this.random = new Random(seed);
    for (int i = 1; i <= temper.tabs; i++) {
      var diary = new Diary(member, name + (i == 1 ? "" : ", tab " + i));
      tabs.add(new Tab(storm, this, new Random(seed + i), diary));
    }
  }

  String cookie() {
    return cookie;
  }

  List<Tab> tabs() {
    return tabs;
  }

  /** Talks, and gets into trouble, until it is to be quiet. */
  @Override
  public void run() {
    while (!storm.isQuiet()) {
      if (temper.talks) {
        talk();
      }
      if (random.nextInt(1000) < temper.troubles) {
        trouble(tabs.get(random.nextInt(tabs.size())));
      }
      storm.pauseUnlessQuiet(random.nextLong(2 * storm.plan().pauseMillis()));
    }
  }

  private synchronized void talk() {
    if (unanswered.size() < MOST_UNANSWERED) {
      turn++;
      String id = name + '-' + turn;
      unanswered.put(id, new Note.Sent(turn, id, deed()));
      storm.tally().add("asked for");
      send();
    }
    if (tabs.size() > 1 && random.nextInt(20) == 0) {
      sendFirstTwice();
    }
  }

  private Deed deed() {
    int chance = random.nextInt(100);
    if (chance < 5 && !mine.isEmpty()) {
      return new Deed.Edit(any(mine), name + " edits " + turn);
    }
    if (chance < 7 && !mine.isEmpty()) {
      return new Deed.Delete(any(mine));
    }
    if (chance < 13 && !known.isEmpty()) {
      return new Deed.React(any(known), EMOJI.get(random.nextInt(3)), random.nextInt(3) > 0);
    }
    String filling =
        random.nextInt(100) < storm.plan().longs()
            ? LONG
            : FILLINGS.get(random.nextInt(FILLINGS.size()));
    return new Deed.Say(name + " says " + turn + ' ' + filling);
  }

  private long any(List<Long> numbers) {
    // The latest, so that several members often do something to the same message at once.
    return numbers.get(numbers.size() - 1 - random.nextInt(Math.min(10, numbers.size())));
  }

  /** Sends what may be under way now, in its order. */
  private void send() {
    int most = catchingUp > 0 ? 1 : WINDOW;
    for (Note.Sent next : unanswered.values()) {
      if (underWay.size() >= most || tabs.getFirst().cable().isEmpty()) {
        return;
      }
      if (underWay.add(next.id())) {
        send(next, tabs.getFirst());
      }
    }
  }

  private static void send(Note.Sent wanted, Tab tab) {
    tab.cable()
        .ifPresent(cable -> {
          tab.diary().note(wanted);
          cable.send(Frame.asking(wanted.id(), wanted.deed()));
        });
  }

  /** The same id by two tabs at once. Only the first: a later one would get before it. */
  private void sendFirstTwice() {
    unanswered.values().stream().findFirst().ifPresent(first -> send(first, tabs.getLast()));
  }

  /** A tab of this member has had its welcome. */
  synchronized void welcomed(Tab tab) {
    if (tab == tabs.getFirst()) {
      underWay.clear();
      catchingUp = unanswered.size();
      send();
    }
  }

  synchronized void lost(Tab tab) {
    if (tab == tabs.getFirst()) {
      underWay.clear();
    }
  }

  synchronized void heard(Line line) {
    if (line.deed() instanceof Deed.Say) {
      known.add(line.seq());
    }
  }

  synchronized void acknowledged(String id, long seq) {
    highestAcknowledged = Math.max(highestAcknowledged, seq);
    Note.Sent sent = unanswered.get(id);
    if (sent != null && sent.deed() instanceof Deed.Say) {
      mine.add(seq);
    }
    answered(id);
  }

  synchronized void refused(String id, String code) {
    if (code.equals("not-kept") || code.equals("too-fast")) {
      // For now only. It has to go before the later ones: whoever comes next sends it again.
      tabs.getFirst().cable().ifPresent(cable -> cut(Cut.GOODBYE, cable, id));
    } else {
      answered(id);
    }
  }

  private void answered(String id) {
    underWay.remove(id);
    if (unanswered.remove(id) != null && catchingUp > 0) {
      catchingUp--;
    }
    send();
  }

  /** Whether everything was answered. */
  synchronized boolean isContent() {
    return unanswered.isEmpty();
  }

  synchronized long highestAcknowledged() {
    return highestAcknowledged;
  }

  /** The ways in which a connection ends. */
  private enum Cut {
    GOODBYE,
    HANG_UP,
    RESET,
    TEAR
  }

  private void trouble(Tab tab) {
    if (tab.cable().filter(cable -> !cable.isEnding()).isEmpty()) {
      return;
    }
    int chance = random.nextInt(Cut.values().length + 1);
    if (chance == Cut.values().length) {
      tab.stall(storm.plan().stallMillis() / 2 + random.nextLong(storm.plan().stallMillis()));
      storm.tally().add("stalled");
      return;
    }
    if (temper.awayMillis > 0 && random.nextBoolean()) {
      tab.stayAway(temper.awayMillis / 2 + random.nextLong(temper.awayMillis));
    }
    tab.cable().ifPresent(cable -> cut(Cut.values()[chance], cable, name + "-torn"));
  }

  private void cut(Cut how, Cable cable, String id) {
    storm.tally().add("cut by " + how);
    try {
      switch (how) {
        case GOODBYE -> cable.sayGoodbye();
        case HANG_UP -> cable.hangUp();
        case RESET -> cable.reset();
        case TEAR -> cable.tear(Frame.asking(id, new Deed.Say("half of it")));
      }
    } catch (IOException e) {
      // Somebody else was quicker to cut it.
    }
  }
}
