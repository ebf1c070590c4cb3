package chat.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Entry;
import chat.core.log.MemoryTranscript;
import chat.core.log.Receipt;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.FakeRoomClient;
import chat.core.testing.ManualClock;
import chat.core.testing.RecordingListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many threads log, come and go at once: everybody hears the same, in the same order. */
class RoomOrderTest {
  private static final int TALKERS = 8;
  private static final int SAYINGS = 400;
  private static final int RESTLESS = 4;
  private static final int VISITS = 100;

  private final ManualClock clock = new ManualClock();
  private final MemoryTranscript log = new MemoryTranscript(clock);
  private final ChatRoom room = new ChatRoom(RoomName.LOBBY, log, Duration.ZERO, clock);

  @Test
  void everyListenerHearsTheSameSequence() throws Exception {
    List<RecordingListener> listeners =
        List.of(new RecordingListener(), new RecordingListener(), new RecordingListener());
    listeners.forEach(room::addListener);

    allAtOnce();

    List<String> first = listeners.getFirst().lines();
    assertThat(first).hasSize(TALKERS * SAYINGS + 2 * (TALKERS + RESTLESS * VISITS));
    assertThat(listeners).allSatisfy(l -> assertThat(l.lines()).isEqualTo(first));
    assertThat(room.count()).isZero();
  }

  @Test
  void theNumbersRiseWithoutAHoleAndEachTalkersOwnOrderIsKept() throws Exception {
    Entries entries = new Entries();
    room.addListener(entries);

    allAtOnce();

    assertThat(entries.all.stream().map(Entry::seq))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, TALKERS * SAYINGS).mapToObj(i -> (long) i).toList());
    for (int talker = 0; talker < TALKERS; talker++) {
      String name = "talker" + talker;
      assertThat(entries.all.stream().filter(e -> e.by().name().equals(name)).map(Entry::id))
          .containsExactlyElementsOf(IntStream.range(0, SAYINGS).mapToObj(i -> "" + i).toList());
    }
  }

  @Test
  void theCountThatIsToldIsTheNumberOfThoseWhoCameAndHaveNotLeft() throws Exception {
    Counts counts = new Counts();
    room.addListener(counts);

    allAtOnce();

    assertThat(counts.wrong).isEmpty();
    assertThat(counts.here).isZero();
  }

  @Test
  void aPositionAndWhatFollowsItAreWithoutAGapOrAnOverlap() throws Exception {
    Entries entries = new Entries();
    room.addListener(entries);
    List<Callable<Void>> all = talkers();
    List<Newcomer> newcomers = new ArrayList<>();
    for (int i = 0; i < RESTLESS; i++) {
      String id = "newcomer" + i;
      all.add(() -> {
        for (int visit = 0; visit < VISITS; visit++) {
          Newcomer newcomer = new Newcomer(entries);
          Seat seat = join(new Member(id, id), newcomer);
          synchronized (newcomers) {
            newcomers.add(newcomer);
          }
          seat.leave();
        }
        return null;
      });
    }

    run(all);

    assertThat(newcomers).hasSize(RESTLESS * VISITS);
    // Who has `last` and takes its place in the stream gets `last + 1` as the next entry.
    assertThat(newcomers).allSatisfy(n -> assertThat(n.position).isEqualTo(n.last));
  }

  /** Its place in what a listener has heard so far, taken in the moment of being seated. */
  private static final class Newcomer implements RoomClient {
    private final Entries stream;
    private long position;
    private long last;

    Newcomer(Entries stream) {
      this.stream = stream;
    }

    @Override
    public void joined(ChatRoom where, long lastHeard) {
      position = stream.all.size();
      last = lastHeard;
    }

    @Override
    public void removed(RemovalReason why) {}
  }

  /** Not synchronised: the room's lock is what protects it. */
  private static final class Entries implements RoomListener {
    private final List<Entry> all = new ArrayList<>();

    @Override
    public void broadcast(Entry entry) {
      all.add(entry);
    }
  }

  private static final class Counts implements RoomListener {
    private int here;
    private final List<String> wrong = new ArrayList<>();

    @Override
    public void joined(Member member, int count) {
      check(++here, count);
    }

    @Override
    public void left(Member member, int count) {
      check(--here, count);
    }

    private void check(int expected, int count) {
      if (expected != count) {
        wrong.add(expected + " are here, told " + count);
      }
    }
  }

  private void allAtOnce() throws Exception {
    List<Callable<Void>> all = talkers();
    for (int i = 0; i < RESTLESS; i++) {
      String id = "restless" + i;
      all.add(() -> {
        for (int visit = 0; visit < VISITS; visit++) {
          join(new Member(id, id), new FakeRoomClient()).leave();
        }
        return null;
      });
    }
    run(all);
  }

  private List<Callable<Void>> talkers() {
    List<Callable<Void>> talkers = new ArrayList<>();
    for (int i = 0; i < TALKERS; i++) {
      String id = "talker" + i;
      talkers.add(() -> {
        Seat seat = join(new Member(id, id), new FakeRoomClient());
        for (int n = 0; n < SAYINGS; n++) {
          seat.say("" + n, id + " says " + n, 0, Receipt.NONE);
        }
        seat.leave();
        return null;
      });
    }
    return talkers;
  }

  private Seat join(Member member, RoomClient client) {
    return room.join(member, client, () -> Duration.ZERO).orElseThrow();
  }

  private static void run(List<Callable<Void>> all)
      throws InterruptedException, ExecutionException {
    CyclicBarrier start = new CyclicBarrier(all.size());
    try (ExecutorService threads = Executors.newFixedThreadPool(all.size())) {
      List<Future<Void>> futures = new ArrayList<>();
      for (Callable<Void> one : all) {
        futures.add(
            threads.submit(() -> {
              start.await();
              return one.call();
            }));
      }
      for (Future<Void> future : futures) {
        future.get();
      }
    }
  }
}
