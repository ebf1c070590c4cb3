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

/**
 * A test run with injected faults: many members write to the lobby while their connections are cut,
 * stalled and reset.
 */
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
   * The parameters of a run.
   *
   * @param seed of all random numbers; the scheduling of threads stays random
   * @param members that write; one more only reads, and its connection is not disturbed
   * @param pauseMillis the average pause between two requests of a member
   * @param faultsPerThousand steps of a member: the number of faults of its connections
   * @param longMessagesPercent the share of long messages
   * @param stallMillis the average time that a stalled client does not read
   * @param timeout for responses, reconnects and catching up
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
   * A run that has not started.
   *
   * @param port the port of the server
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

  /** Connects all members, and then starts their threads. */
  void start() throws IOException, InterruptedException {
    addMember("listener", new SendingMember.Behaviour(1, false, 0, 0));
    for (int i = 1; i <= plan.members; i++) {
      int clients = i % 4 == 0 ? 2 : 1;
      long awayMillis = i % 5 == 0 ? 6_000 : 0;
      addMember(
          "m" + i, new SendingMember.Behaviour(clients, true, plan.faultsPerThousand, awayMillis));
    }
    members.forEach(member -> member.clients().forEach(this::start));
    await(
        () -> clients().allMatch(client -> client.connection().isPresent()),
        "not all clients connected");
    members.forEach(this::start);
  }

  private void addMember(String name, SendingMember.Behaviour behaviour)
      throws IOException, InterruptedException {
    String cookie = signIn(name);
    members.add(
        new SendingMember(
            this, behaviour, name, id(cookie), cookie, plan.seed + 100L * members.size()));
  }

  private void start(Runnable runnable) {
    threads.add(Thread.startVirtualThread(runnable));
  }

  private String signIn(String name) throws IOException, InterruptedException {
    var request =
        request("/login")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("nickname=" + name));
    var response = http.send(request.build(), BodyHandlers.ofString());
    return response
        .headers()
        .firstValue("Set-Cookie")
        .orElseThrow(() -> new IOException(response + ": " + response.body()))
        .split(";", 2)[0];
  }

  /** Reads the id of a member from its first welcome. */
  private String id(String cookie) throws IOException {
    try (FaultySocket socket = FaultySocket.open(port(), "/chat", cookie)) {
      return JsonFrame.of(socket.read().orElseThrow()).object("you").text("id");
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
        .timeout(ANSWER_LIMIT);
  }

  /** Reads a page of messages below a sequence number, and retries while the server is down. */
  ClientEvent.PageRead read(String cookie, long below) {
    for (int tries = 0; tries < TRIES; tries++) {
      try {
        var request =
            request("/api/rooms/lobby/messages?limit=" + PAGE + "&before=" + below)
                .header("Cookie", cookie);
        var response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() == 200) {
          JsonFrame page = JsonFrame.of(response.body());
          return new ClientEvent.PageRead(
              below, page.cursor().seq(), true, page.messages(), page.flag("more"));
        }
      } catch (IOException e) {
        counters.add("failed tries");
      } catch (InterruptedException e) {
        throw new IllegalStateException("never interrupted", e);
      }
      pause(TRY_AGAIN_MILLIS);
    }
    throw new IllegalStateException("no page below " + below + " could be read");
  }

  /** Registers a new connection, to be closed with the run at the latest. */
  void register(FaultySocket socket) throws IOException {
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

  /** Waits as a network or a person does; returns early at the end of the run. */
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
      throw new IllegalStateException("never interrupted", e);
    }
  }

  /** Notifies the threads that wait for a state. */
  synchronized void changed() {
    notifyAll();
  }

  /** Waits until a state is reached, or for the timeout. */
  synchronized void await(BooleanSupplier state, String failure) {
    long limit = System.nanoTime() + plan.timeout.toNanos();
    try {
      while (!state.getAsBoolean()) {
        long left = TimeUnit.NANOSECONDS.toMillis(limit - System.nanoTime());
        if (left <= 0) {
          counters.add("timed out: " + failure);
          return;
        }
        // Not every change of the state is notified.
        wait(Math.min(left, 100));
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("never interrupted", e);
    }
  }

  /** Waits until three of four clients are connected; some are always awayMillis. */
  void awaitMostConnected() {
    await(
        () ->
            4 * clients().filter(client -> client.connection().isPresent()).count()
                > 3 * clients().count(),
        "most clients did not reconnect");
  }

  /** Stalls half of the writing members for a time. */
  void stallHalfOfMembers(long millis) {
    for (int i = 1; i < members.size(); i += 2) {
      members.get(i).clients().forEach(client -> client.stall(millis));
      counters.add("stalled");
    }
  }

  /** Ends the sending, and waits until all requests are answered and all clients have caught up. */
  void finish() {
    sendingEnded.countDown();
    await(
        () -> members.stream().allMatch(SendingMember::isFullyAnswered),
        "not everything was answered");
    await(this::isCaughtUp, "not all clients caught up");
    ended.countDown();
    for (FaultySocket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        counters.add("failed closes");
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

  /** Reads the whole room as a new member, and checks the logs of all clients. */
  List<Violation> check() throws IOException, InterruptedException {
    for (Thread thread : threads) {
      if (!thread.join(ANSWER_LIMIT)) {
        throw new IOException("a thread does not end");
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
    try (FaultySocket socket = FaultySocket.open(port(), path, cookie)) {
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

  @Override
  public void close() {
    sendingEnded.countDown();
    ended.countDown();
    http.close();
  }
}
