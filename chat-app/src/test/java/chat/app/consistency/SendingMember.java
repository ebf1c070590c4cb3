package chat.app.consistency;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A member that sends numbered requests until each is answered, as the protocol asks of clients:
 * after a reconnect it sends the unanswered ones again, in order and one at a time. Its first
 * client sends.
 */
final class SendingMember implements Runnable {
  /** The max requests that may be in flight on one connection. */
  private static final int MAX_IN_FLIGHT = 8;

  private static final int MAX_UNANSWERED = 32;
  private static final List<String> EMOJI = List.of("👍", "🎉", "❤️");
  private static final List<String> SUFFIXES =
      List.of("", "你好", "👩‍👩‍👧‍👦", "\"\\", "a\nb\tc", "</script>", "e\u0301", "\u00e9");
  private static final String LONG_SUFFIX = "长".repeat(3_500);

  private final ChaosRun run;
  private final Behaviour behaviour;
  private final String name;
  private final String cookie;
  private final Random random;
  private final List<ReconnectingClient> clients = new ArrayList<>();

  // The fields below are guarded by this object's lock.
  private final Map<String, ClientEvent.Sent> unanswered = new LinkedHashMap<>();
  // When each was sent, by System.nanoTime.
  private final Map<String, Long> inFlight = new HashMap<>();
  private int catchingUp;
  // Whether it reconnects once all that is in flight is answered, because something was refused.
  private boolean isReturning;
  private int order;
  private long highestAcknowledged;
  private final List<Long> knownMessages = new ArrayList<>();
  private final List<Long> ownMessages = new ArrayList<>();

  /**
   * The behaviour of a member.
   *
   * @param clients the number of its clients
   * @param sends whether it sends anything
   * @param faultsPerThousand steps: the number of faults of its connections
   * @param awayMillis the average time that it stays away after some disconnects; 0 for never
   */
  record Behaviour(int clients, boolean sends, int faultsPerThousand, long awayMillis) {}

  SendingMember(
      ChaosRun run, Behaviour behaviour, String name, String member, String cookie, long seed) {
    this.run = run;
    this.behaviour = behaviour;
    this.name = name;
    this.cookie = cookie;
    this.random = new Random(seed);
    for (int i = 1; i <= behaviour.clients; i++) {
      var log = new ClientLog(member, name + (i == 1 ? "" : ", client " + i));
      clients.add(new ReconnectingClient(run, this, new Random(seed + i), log));
    }
  }

  String cookie() {
    return cookie;
  }

  List<ReconnectingClient> clients() {
    return clients;
  }

  /** Sends requests and injects faults until the sending ends. */
  @Override
  public void run() {
    while (!run.hasSendingEnded()) {
      if (behaviour.sends) {
        sendSomething();
      }
      if (random.nextInt(1000) < behaviour.faultsPerThousand) {
        injectFault(clients.get(random.nextInt(clients.size())));
      }
      run.pauseWhileSending(random.nextLong(2 * run.plan().pauseMillis()));
    }
  }

  private synchronized void sendSomething() {
    if (unanswered.size() < MAX_UNANSWERED) {
      order++;
      String id = name + '-' + order;
      unanswered.put(id, new ClientEvent.Sent(order, id, randomAction()));
      run.counters().add("asked for");
      send();
    }
    if (clients.size() > 1 && random.nextInt(20) == 0) {
      sendDuplicate();
    }
  }

  private Action randomAction() {
    int chance = random.nextInt(100);
    if (chance < 5 && !ownMessages.isEmpty()) {
      return new Action.Edit(randomRecent(ownMessages), name + " edits " + order);
    }
    if (chance < 7 && !ownMessages.isEmpty()) {
      return new Action.Delete(randomRecent(ownMessages));
    }
    if (chance < 13 && !knownMessages.isEmpty()) {
      return new Action.React(
          randomRecent(knownMessages), EMOJI.get(random.nextInt(3)), random.nextInt(3) > 0);
    }
    String suffix =
        random.nextInt(100) < run.plan().longMessagesPercent()
            ? LONG_SUFFIX
            : SUFFIXES.get(random.nextInt(SUFFIXES.size()));
    return new Action.Say(name + " says " + order + ' ' + suffix);
  }

  private long randomRecent(List<Long> numbers) {
    // One of the latest, so that several members often change the same message at once.
    return numbers.get(numbers.size() - 1 - random.nextInt(Math.min(10, numbers.size())));
  }

  /** Sends the next requests, in order, as far as the window allows. */
  private void send() {
    if (isReturning) {
      return;
    }
    int max = catchingUp > 0 ? 1 : MAX_IN_FLIGHT;
    for (ClientEvent.Sent next : unanswered.values()) {
      if (inFlight.size() >= max || clients.getFirst().connection().isEmpty()) {
        return;
      }
      if (inFlight.putIfAbsent(next.id(), System.nanoTime()) == null) {
        send(next, clients.getFirst());
      }
    }
  }

  private static void send(ClientEvent.Sent request, ReconnectingClient client) {
    client
        .connection()
        .ifPresent(socket -> {
          client.log().add(request);
          socket.send(JsonFrame.request(request.id(), request.action()));
        });
  }

  /** Sends the first unanswered request by a second client, too. A later one would overtake it. */
  private void sendDuplicate() {
    unanswered.values().stream().findFirst().ifPresent(first -> send(first, clients.getLast()));
  }

  /** Notified when a client of this member has received its welcome. */
  synchronized void onWelcome(ReconnectingClient client) {
    if (client == clients.getFirst()) {
      inFlight.clear();
      isReturning = false;
      catchingUp = unanswered.size();
      send();
    }
  }

  /** Notified when the room's numbering has begun anew. */
  synchronized void onNewEpoch(ReconnectingClient client) {
    if (client == clients.getFirst()) {
      highestAcknowledged = 0;
      knownMessages.clear();
      ownMessages.clear();
    }
  }

  synchronized void onDisconnect(ReconnectingClient client) {
    if (client == clients.getFirst()) {
      inFlight.clear();
      isReturning = false;
    }
  }

  synchronized void onEntry(ReceivedEntry entry) {
    if (entry.action() instanceof Action.Say) {
      knownMessages.add(entry.seq());
    }
  }

  synchronized void onAcknowledged(String id, long seq) {
    highestAcknowledged = Math.max(highestAcknowledged, seq);
    ClientEvent.Sent sent = unanswered.get(id);
    if (sent != null && sent.action() instanceof Action.Say) {
      ownMessages.add(seq);
    }
    measure(id);
    answered(id);
  }

  private void measure(String id) {
    Long sent = inFlight.get(id);
    if (sent != null) {
      long nanos = System.nanoTime() - sent;
      clients
          .getFirst()
          .connection()
          .ifPresent(socket -> run.ackListener().acknowledged(socket.localPort(), sent, nanos));
    }
  }

  synchronized void onRefused(String id, String code) {
    if (code.equals("not-kept") || code.equals("too-fast")) {
      // Temporary. The order has to stay, so the reconnect sends this one again before later ones.
      // All that are in flight are answered first: the checker has to see each that is refused.
      isReturning = true;
      inFlight.remove(id);
      reconnectOnceAnswered();
    } else {
      answered(id);
    }
  }

  private void answered(String id) {
    inFlight.remove(id);
    if (unanswered.remove(id) != null && catchingUp > 0) {
      catchingUp--;
    }
    if (isReturning) {
      reconnectOnceAnswered();
    } else {
      send();
    }
  }

  private void reconnectOnceAnswered() {
    if (inFlight.isEmpty()) {
      clients
          .getFirst()
          .connection()
          .ifPresent(socket -> disconnect(DisconnectKind.CLOSE_FRAME, socket, name + "-half"));
    }
  }

  /** Whether all requests were answered. */
  synchronized boolean isFullyAnswered() {
    return unanswered.isEmpty();
  }

  synchronized long highestAcknowledged() {
    return highestAcknowledged;
  }

  /** The ways to end a connection. */
  private enum DisconnectKind {
    CLOSE_FRAME,
    HALF_CLOSE,
    RESET,
    HALF_FRAME
  }

  private void injectFault(ReconnectingClient client) {
    if (client.connection().filter(socket -> !socket.isEndedByClient()).isEmpty()) {
      return;
    }
    int chance = random.nextInt(DisconnectKind.values().length + 1);
    if (chance == DisconnectKind.values().length) {
      client.stall(run.plan().stallMillis() / 2 + random.nextLong(run.plan().stallMillis()));
      run.counters().add("stalled");
      return;
    }
    if (behaviour.awayMillis > 0 && random.nextBoolean()) {
      client.stayAway(behaviour.awayMillis / 2 + random.nextLong(behaviour.awayMillis));
    }
    client
        .connection()
        .ifPresent(socket -> disconnect(DisconnectKind.values()[chance], socket, name + "-half"));
  }

  private void disconnect(DisconnectKind how, FaultySocket socket, String id) {
    run.counters().add("disconnected by " + how);
    try {
      switch (how) {
        case CLOSE_FRAME -> socket.sendClose();
        case HALF_CLOSE -> socket.shutdownOutput();
        case RESET -> socket.reset();
        case HALF_FRAME ->
            socket.sendHalfFrame(JsonFrame.request(id, new Action.Say("half of it")));
      }
    } catch (IOException e) {
      // Another thread has ended it before.
    }
  }
}
