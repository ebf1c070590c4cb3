package chat.app.consistency;

import chat.core.log.Cursor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * A test run with injected faults: many members write to the lobby while their connections are cut,
 * stalled and reset.
 */
public final class ChaosRun implements AutoCloseable {
  private static final Duration THREAD_END_LIMIT = Duration.ofSeconds(10);

  private final Plan plan;
  private final IntSupplier port;
  private final AckListener ackListener;
  private final RunCounters counters = new RunCounters();
  private final ChatHttpClient client;
  private final List<SendingMember> members = new ArrayList<>();
  private Optional<StreamReader> streamReader = Optional.empty();
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
  public record Plan(
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
  public ChaosRun(Plan plan, IntSupplier port) {
    this(plan, port, AckListener.NONE);
  }

  ChaosRun(Plan plan, IntSupplier port, AckListener ackListener) {
    this.plan = plan;
    this.port = port;
    this.ackListener = ackListener;
    client = new ChatHttpClient(port, counters, this::pause);
  }

  Plan plan() {
    return plan;
  }

  public RunCounters counters() {
    return counters;
  }

  ChatHttpClient client() {
    return client;
  }

  AckListener ackListener() {
    return ackListener;
  }

  int port() {
    return port.getAsInt();
  }

  /** Connects all members, and then starts their threads. */
  public void start() throws IOException, InterruptedException {
    addMember("listener", new SendingMember.Behaviour(1, false, 0, 0));
    for (int i = 1; i <= plan.members; i++) {
      int clients = i % 4 == 0 ? 2 : 1;
      long awayMillis = i % 5 == 0 ? 6_000 : 0;
      addMember(
          "m" + i, new SendingMember.Behaviour(clients, true, plan.faultsPerThousand, awayMillis));
    }
    streamReader = Optional.of(streamReader());
    streamReader.ifPresent(this::start);
    members.forEach(member -> member.clients().forEach(this::start));
    var _ =
        await(
            () -> clients().allMatch(client -> client.connection().isPresent()),
            "not all clients connected");
    members.forEach(this::start);
  }

  private void addMember(String name, SendingMember.Behaviour behaviour)
      throws IOException, InterruptedException {
    String cookie = client.signIn(name);
    members.add(
        new SendingMember(
            this, behaviour, name, client.id(cookie), cookie, plan.seed + 100L * members.size()));
  }

  /** A member that reads by HTTP, in no other way. */
  private StreamReader streamReader() throws IOException, InterruptedException {
    String cookie = client.signIn("reader");
    var log = new ClientLog(client.id(cookie), "reader of the stream");
    return new StreamReader(this, cookie, new Random(plan.seed), log);
  }

  private void start(Runnable runnable) {
    threads.add(Thread.startVirtualThread(runnable));
  }

  /** Registers a new connection, to be closed with the run at the latest. */
  void register(FaultySocket socket) throws IOException {
    sockets.add(socket);
    if (hasEnded()) {
      socket.close();
    }
  }

  private Stream<ReconnectingClient> clients() {
    return members.stream().flatMap(member -> member.clients().stream());
  }

  boolean hasSendingEnded() {
    return sendingEnded.getCount() == 0;
  }

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  /** Waits as a network or a person does; returns early at the end of the run. */
  public void pause(long millis) {
    await(ended, millis);
  }

  /** Lets the run go on for a time, or until this entry was acknowledged. */
  void pauseWhileAtMost(long entries, long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (lastAcknowledged() < entries && System.nanoTime() < end) {
      pause(100);
    }
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

  /** Waits until a state is reached; returns false after the timeout. */
  synchronized boolean await(BooleanSupplier state, String failure) {
    long limit = System.nanoTime() + plan.timeout.toNanos();
    try {
      while (!state.getAsBoolean()) {
        long left = TimeUnit.NANOSECONDS.toMillis(limit - System.nanoTime());
        if (left <= 0) {
          counters.add("timed out: " + failure);
          return false;
        }
        // Not every change of the state is notified.
        wait(Math.min(left, 100));
      }
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException("never interrupted", e);
    }
  }

  /** Waits until three of four clients are connected; some are always awayMillis. */
  public void awaitMostConnected() {
    var _ =
        await(
            () ->
                4 * clients().filter(client -> client.connection().isPresent()).count()
                    > 3 * clients().count(),
            "most clients did not reconnect");
  }

  /** Waits until the log has so many more acknowledged entries; returns false after the timeout. */
  public boolean awaitAcknowledged(int more) {
    long goal = lastAcknowledged() + more;
    return await(() -> lastAcknowledged() >= goal, "nothing more was acknowledged");
  }

  /** The highest number of an entry that was acknowledged. */
  long lastAcknowledged() {
    return members.stream().mapToLong(SendingMember::highestAcknowledged).max().orElse(0);
  }

  /** Stalls half of the writing members for a time. */
  void stallHalfOfMembers(long millis) {
    for (int i = 1; i < members.size(); i += 2) {
      members.get(i).clients().forEach(client -> client.stall(millis));
      counters.add("stalled");
    }
  }

  /** Ends the sending, and waits until all requests are answered and all clients have caught up. */
  public void finish() {
    sendingEnded.countDown();
    var _ =
        await(
            () -> members.stream().allMatch(SendingMember::isFullyAnswered),
            "not everything was answered");
    var _ = await(this::isCaughtUp, "not all clients caught up");
    ended.countDown();
    streamReader.ifPresent(this::close);
    for (FaultySocket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        counters.add("failed closes");
      }
    }
  }

  private void close(StreamReader reader) {
    try {
      reader.close();
    } catch (IOException e) {
      counters.add("failed closes");
    }
  }

  private boolean isCaughtUp() {
    long last =
        Math.max(clients().mapToLong(ReconnectingClient::seq).max().orElse(0), lastAcknowledged());
    return clients().allMatch(client -> client.hasCaughtUpTo(last))
        && streamReader.filter(reader -> !reader.hasCaughtUpTo(last)).isEmpty();
  }

  /** Reads the whole room as a new member, and checks the logs of all clients. */
  public List<Violation> check() throws IOException, InterruptedException {
    for (Thread thread : threads) {
      if (!thread.join(THREAD_END_LIMIT)) {
        throw new IOException("a thread does not end");
      }
    }
    List<ClientLog> logs = logs();
    counters.addAll(logs);
    return ConsistencyChecker.check(logs, new WholeRoomReader(client, port).read());
  }

  /** The logs of all clients until now. */
  List<ClientLog> logs() {
    return Stream.concat(
            clients().map(ReconnectingClient::log), streamReader.stream().map(StreamReader::log))
        .toList();
  }

  /** A cookie and a cursor, as a page has them. */
  record OpenPage(String cookie, Cursor cursor) {}

  /** The page of a member that only reads. */
  OpenPage page() {
    SendingMember member = members.getFirst();
    return new OpenPage(member.cookie(), member.clients().getFirst().cursor());
  }

  @Override
  public void close() {
    sendingEnded.countDown();
    ended.countDown();
  }
}
