package chat.app.check;

import chat.core.log.Cursor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** Many members talk in the lobby, while what can go wrong with their connections goes wrong. */
final class Storm implements AutoCloseable {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final int PAGE = 200;
  private static final int TRIES = 300;
  private static final long TRY_AGAIN_MILLIS = 200;

  private final Plan plan;
  private final IntSupplier port;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER_LIMIT).build();
  private final Tally tally = new Tally();
  private final List<Talker> talkers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Set<Cable> cables = ConcurrentHashMap.newKeySet();
  private final CountDownLatch quiet = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);

  /**
   * What to do.
   *
   * @param seed of all chance; how threads meet stays chance
   * @param members how many talk; one more only listens, and nothing happens to its connection
   * @param pauseMillis between two things that a member says, about
   * @param troubles out of a thousand steps of a member: how often something happens to a
   *     connection of its
   * @param longs out of a hundred messages: how many are long
   * @param stallMillis about so long a client does not read when it stalls
   * @param patience with answers, and with those who come back or catch up
   */
  record Plan(
      long seed,
      int members,
      long pauseMillis,
      int troubles,
      int longs,
      long stallMillis,
      Duration patience) {}

  /**
   * A storm that has not begun.
   *
   * @param port where the server listens
   */
  Storm(Plan plan, IntSupplier port) {
    this.plan = plan;
    this.port = port;
  }

  Plan plan() {
    return plan;
  }

  Tally tally() {
    return tally;
  }

  int port() {
    return port.getAsInt();
  }

  /** Everybody comes in, and then begins to talk. */
  void begin() throws IOException, InterruptedException {
    enter("listener", new Talker.Temper(1, false, 0, 0));
    for (int i = 1; i <= plan.members; i++) {
      int tabs = i % 4 == 0 ? 2 : 1;
      long away = i % 5 == 0 ? 6_000 : 0;
      enter("m" + i, new Talker.Temper(tabs, true, plan.troubles, away));
    }
    talkers.forEach(talker -> talker.tabs().forEach(this::start));
    await(() -> tabs().allMatch(tab -> tab.cable().isPresent()), "not everybody came in");
    talkers.forEach(this::start);
  }

  private void enter(String name, Talker.Temper temper) throws IOException, InterruptedException {
    String cookie = signIn(name);
    talkers.add(
        new Talker(this, temper, name, id(cookie), cookie, plan.seed + 100L * talkers.size()));
  }

  private void start(Runnable runnable) {
    threads.add(Thread.startVirtualThread(runnable));
  }

  private String signIn(String name) throws IOException, InterruptedException {
    var request =
        request("/login")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("nickname=" + name));
    var answer = http.send(request.build(), BodyHandlers.ofString());
    return answer
        .headers()
        .firstValue("Set-Cookie")
        .orElseThrow(() -> new IOException(answer + ": " + answer.body()))
        .split(";", 2)[0];
  }

  /** A member learns its id from its first welcome. */
  private String id(String cookie) throws IOException {
    try (Cable cable = Cable.open(port(), "/chat", cookie)) {
      return Frame.of(cable.read().orElseThrow()).inner("you").text("id");
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
        .timeout(ANSWER_LIMIT);
  }

  /** A page of messages below a number, asked for until it is had. */
  Note.Read read(String cookie, long below) {
    for (int tries = 0; tries < TRIES; tries++) {
      try {
        var request =
            request("/api/rooms/lobby/messages?limit=" + PAGE + "&before=" + below)
                .header("Cookie", cookie);
        var answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
          Frame page = Frame.of(answer.body());
          return new Note.Read(
              below, page.cursor().seq(), true, page.messages(), page.flag("more"));
        }
      } catch (IOException e) {
        tally.add("tries in vain");
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts here", e);
      }
      pause(TRY_AGAIN_MILLIS);
    }
    throw new IllegalStateException("no page below " + below + " is to be had");
  }

  /** A new connection; ended with the storm if not before. */
  void opened(Cable cable) throws IOException {
    cables.add(cable);
    if (isOver()) {
      cable.close();
    }
  }

  private java.util.stream.Stream<Tab> tabs() {
    return talkers.stream().flatMap(talker -> talker.tabs().stream());
  }

  boolean isQuiet() {
    return quiet.getCount() == 0;
  }

  boolean isOver() {
    return over.getCount() == 0;
  }

  /** Waits, because waiting is what a network or a person does; ends early with the storm. */
  void pause(long millis) {
    await(over, millis);
  }

  void pauseUnlessQuiet(long millis) {
    await(quiet, millis);
  }

  private static void await(CountDownLatch latch, long millis) {
    try {
      boolean _ = latch.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts here", e);
    }
  }

  /** Something has happened that somebody may wait for. */
  synchronized void changed() {
    notifyAll();
  }

  /** Waits for a moment to come. */
  synchronized void await(BooleanSupplier moment, String otherwise) {
    long limit = System.nanoTime() + plan.patience.toNanos();
    try {
      while (!moment.getAsBoolean()) {
        long left = TimeUnit.NANOSECONDS.toMillis(limit - System.nanoTime());
        if (left <= 0) {
          tally.add("in vain: " + otherwise);
          return;
        }
        // Not everything that matters says so.
        wait(Math.min(left, 100));
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts here", e);
    }
  }

  /** Waits until most are here; somebody is always away. */
  void awaitMost() {
    await(
        () -> 4 * tabs().filter(tab -> tab.cable().isPresent()).count() > 3 * tabs().count(),
        "most did not come back");
  }

  /** Half of those who talk read nothing for so long. */
  void stallHalf(long millis) {
    for (int i = 1; i < talkers.size(); i += 2) {
      talkers.get(i).tabs().forEach(tab -> tab.stall(millis));
      tally.add("stalled");
    }
  }

  /** Everybody stops talking, gets the answers that are due, and catches up. */
  void settle() {
    quiet.countDown();
    await(() -> talkers.stream().allMatch(Talker::isContent), "not everything was answered");
    await(this::isCaughtUp, "not everybody caught up");
    over.countDown();
    for (Cable cable : cables) {
      try {
        cable.close();
      } catch (IOException e) {
        tally.add("closed in vain");
      }
    }
  }

  private boolean isCaughtUp() {
    long last =
        Math.max(
            tabs().mapToLong(Tab::seq).max().orElse(0),
            talkers.stream().mapToLong(Talker::highestAcknowledged).max().orElse(0));
    return tabs().allMatch(tab -> tab.hasCaughtUpTo(last));
  }

  /** Reads all there is as somebody who has never been here, and judges. */
  List<Complaint> judge() throws IOException, InterruptedException {
    for (Thread thread : threads) {
      if (!thread.join(ANSWER_LIMIT)) {
        throw new IOException("somebody does not stop");
      }
    }
    List<Diary> diaries = tabs().map(Tab::diary).toList();
    tally.addAll(diaries);
    return Judge.judge(diaries, readAll());
  }

  private Diary readAll() throws IOException, InterruptedException {
    String cookie = signIn("newcomer");
    Diary diary = new Diary(id(cookie), "a newcomer");
    Cursor stands = visit(cookie, Optional.empty(), diary).stands();
    Note.Read page;
    long next = stands.seq() + 1;
    do {
      page = read(cookie, next);
      diary.note(page);
      next = page.messages().isEmpty() ? 0 : page.messages().getFirst().seq();
    } while (page.more() && next > 0);
    // As far back as the server still tells entry by entry, one half of a half after the other.
    for (long back = Math.min(1_000, stands.seq()); back > 0; back /= 2) {
      var after = new Cursor(stands.epoch(), stands.seq() - back);
      if (visit(cookie, Optional.of(after), diary).resumed()) {
        break;
      }
    }
    return diary;
  }

  /** Comes in, notes everything up to where the room stands, and goes. */
  private Note.Opened visit(String cookie, Optional<Cursor> asked, Diary diary) throws IOException {
    String path = "/chat" + asked.map(after -> "?after=" + after).orElse("");
    try (Cable cable = Cable.open(port(), path, cookie)) {
      Frame welcome = Frame.of(cable.read().orElseThrow());
      var opened = new Note.Opened(asked, welcome.cursor(), welcome.flag("resumed"));
      diary.note(opened);
      boolean more = opened.resumed() && opened.place() < opened.stands().seq();
      while (more) {
        // A replay that ends too early ends at what is no entry, if only the beat.
        Optional<Line> line = Frame.of(cable.read().orElseThrow()).line();
        line.ifPresent(told -> diary.note(new Note.Heard(told)));
        more = line.filter(told -> told.seq() < opened.stands().seq()).isPresent();
      }
      return opened;
    }
  }

  @Override
  public void close() {
    quiet.countDown();
    over.countDown();
    http.close();
  }
}
