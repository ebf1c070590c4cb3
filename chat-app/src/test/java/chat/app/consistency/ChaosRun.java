package chat.app.consistency;

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
final class ChaosRun implements AutoCloseable {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final int PAGE = 200;
  private static final int TRIES = 300;
  private static final long TRY_AGAIN_MILLIS = 200;

  private final Plan plan;
  private final IntSupplier port;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER_LIMIT).build();
  private final RunCounters counters = new RunCounters();
  private final List<SendingMember> members = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Set<FaultySocket> sockets = ConcurrentHashMap.newKeySet();
  private final CountDownLatch sendingEnded = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * What to do.
   *
   * @param seed of all chance; how threads meet stays chance
   * @param members how many talk; one more only listens, and nothing happens to its connection
   * @param pauseMillis between two things that a member says, about
   * @param faultsPerThousand out of a thousand steps of a member: how often something happens to a
   *     connection of its
   * @param longMessagesPercent out of a hundred messages: how many are long
   * @param stallMillis about so long a client does not read when it stalls
   * @param timeout with answers, and with those who come back or catch up
   */
  record Plan(
      long seed,
      int members,
      long pauseMillis,
      int faultsPerThousand,
      int longMessagesPercent,
      long stallMillis,
      Duration timeout) {}

  /**
   * A storm that has not begun.
   *
   * @param port where the server listens
   */
  ChaosRun(Plan plan, IntSupplier port) {
    this.plan = plan;
    this.port = port;
  }

  Plan plan() {
    return plan;
  }

  RunCounters counters() {
    return counters;
  }

  int port() {
    return port.getAsInt();
  }

  /** Everybody comes in, and then begins to talk. */
  void start() throws IOException, InterruptedException {
    addMember("listener", new SendingMember.Behaviour(1, false, 0, 0));
    for (int i = 1; i <= plan.members; i++) {
      int clients = i % 4 == 0 ? 2 : 1;
      long away = i % 5 == 0 ? 6_000 : 0;
      addMember("m" + i, new SendingMember.Behaviour(clients, true, plan.faultsPerThousand, away));
    }
    members.forEach(member -> member.clients().forEach(this::start));
    await(
        () -> clients().allMatch(client -> client.connection().isPresent()),
        "not everybody came in");
    members.forEach(this::start);
  }

  private void addMember(String name, SendingMember.Behaviour temper)
      throws IOException, InterruptedException {
    String cookie = signIn(name);
    members.add(
        new SendingMember(
            this, temper, name, id(cookie), cookie, plan.seed + 100L * members.size()));
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
    try (FaultySocket socket = FaultySocket.open(port(), "/chat", cookie)) {
      return JsonFrame.of(socket.read().orElseThrow()).object("you").text("id");
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
        .timeout(ANSWER_LIMIT);
  }

  /** A page of messages below a number, asked for until it is had. */
  ClientEvent.PageRead read(String cookie, long below) {
    for (int tries = 0; tries < TRIES; tries++) {
      try {
        var request =
            request("/api/rooms/lobby/messages?limit=" + PAGE + "&before=" + below)
                .header("Cookie", cookie);
        var answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
          JsonFrame page = JsonFrame.of(answer.body());
          return new ClientEvent.PageRead(
              below, page.cursor().seq(), true, page.messages(), page.flag("more"));
        }
      } catch (IOException e) {
        counters.add("tries in vain");
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts here", e);
      }
      pause(TRY_AGAIN_MILLIS);
    }
    throw new IllegalStateException("no page below " + below + " is to be had");
  }

  /** A new connection; ended with the storm if not before. */
  void opened(FaultySocket socket) throws IOException {
    sockets.add(socket);
    if (hasEnded()) {
      socket.close();
    }
  }

  private java.util.stream.Stream<ReconnectingClient> clients() {
    return members.stream().flatMap(member -> member.clients().stream());
  }

  boolean hasSendingEnded() {
    return sendingEnded.getCount() == 0;
  }

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  /** Waits, because waiting is what a network or a person does; ends early with the storm. */
  void pause(long millis) {
    await(ended, millis);
  }

  void pauseWhileSending(long millis) {
    await(sendingEnded, millis);
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
    long limit = System.nanoTime() + plan.timeout.toNanos();
    try {
      while (!moment.getAsBoolean()) {
        long left = TimeUnit.NANOSECONDS.toMillis(limit - System.nanoTime());
        if (left <= 0) {
          counters.add("in vain: " + otherwise);
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
  void awaitMostConnected() {
    await(
        () ->
            4 * clients().filter(client -> client.connection().isPresent()).count()
                > 3 * clients().count(),
        "most did not come back");
  }

  /** Half of those who talk read nothing for so long. */
  void stallHalfOfMembers(long millis) {
    for (int i = 1; i < members.size(); i += 2) {
      members.get(i).clients().forEach(client -> client.stall(millis));
      counters.add("stalled");
    }
  }

  /** Everybody stops talking, gets the answers that are due, and catches up. */
  void finish() {
    sendingEnded.countDown();
    await(
        () -> members.stream().allMatch(SendingMember::isFullyAnswered),
        "not everything was answered");
    await(this::isCaughtUp, "not everybody caught up");
    ended.countDown();
    for (FaultySocket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        counters.add("closed in vain");
      }
    }
  }

  private boolean isCaughtUp() {
    long last =
        Math.max(
            clients().mapToLong(ReconnectingClient::seq).max().orElse(0),
            members.stream().mapToLong(SendingMember::highestAcknowledged).max().orElse(0));
    return clients().allMatch(client -> client.hasCaughtUpTo(last));
  }

  /** Reads all there is as somebody who has never been here, and judges. */
  List<Violation> check() throws IOException, InterruptedException {
    for (Thread thread : threads) {
      if (!thread.join(ANSWER_LIMIT)) {
        throw new IOException("somebody does not stop");
      }
    }
    List<ClientLog> logs = clients().map(ReconnectingClient::log).toList();
    counters.addAll(logs);
    return ConsistencyChecker.check(logs, readAll());
  }

  private ClientLog readAll() throws IOException, InterruptedException {
    String cookie = signIn("newcomer");
    ClientLog log = new ClientLog(id(cookie), "a newcomer");
    Cursor current = readReplay(cookie, Optional.empty(), log).current();
    ClientEvent.PageRead page;
    long next = current.seq() + 1;
    do {
      page = read(cookie, next);
      log.add(page);
      next = page.messages().isEmpty() ? 0 : page.messages().getFirst().seq();
    } while (page.more() && next > 0);
    // As far back as the server still tells entry by entry, one half of a half after the other.
    for (long back = Math.min(1_000, current.seq()); back > 0; back /= 2) {
      var after = new Cursor(current.epoch(), current.seq() - back);
      if (readReplay(cookie, Optional.of(after), log).resumed()) {
        break;
      }
    }
    return log;
  }

  /** Comes in, notes everything up to where the room stands, and goes. */
  private ClientEvent.Welcomed readReplay(String cookie, Optional<Cursor> requested, ClientLog log)
      throws IOException {
    String path = "/chat" + requested.map(after -> "?after=" + after).orElse("");
    try (FaultySocket socket = FaultySocket.open(port(), path, cookie)) {
      JsonFrame welcome = JsonFrame.of(socket.read().orElseThrow());
      var opened = new ClientEvent.Welcomed(requested, welcome.cursor(), welcome.flag("resumed"));
      log.add(opened);
      boolean more = opened.resumed() && opened.position() < opened.current().seq();
      while (more) {
        // A replay that ends too early ends at what is no entry, if only the beat.
        Optional<ReceivedEntry> line = JsonFrame.of(socket.read().orElseThrow()).entry();
        line.ifPresent(told -> log.add(new ClientEvent.Received(told)));
        more = line.filter(told -> told.seq() < opened.current().seq()).isPresent();
      }
      return opened;
    }
  }

  @Override
  public void close() {
    sendingEnded.countDown();
    ended.countDown();
    http.close();
  }
}
