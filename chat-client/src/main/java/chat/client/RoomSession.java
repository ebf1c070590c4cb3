package chat.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * The stay of a client in a room, over all its connections: connects, waits for the end of the
 * connection and comes back with its cursor, until an end that is final.
 */
final class RoomSession {
  private static final Duration MAX_SILENCE = Duration.ofSeconds(60);
  private static final Duration TOO_FAST_PAUSE = Duration.ofSeconds(60);
  private static final Duration RESTART_PAUSE = Duration.ofSeconds(5);
  private static final int TOO_FAST = 1008;
  private static final int RESTARTS = 1012;

  /** In this range the server says that the client may not come back by itself. */
  private static final int FINAL = 4000;

  private static final int AFTER_FINAL = 4500;

  private final HttpClient http;
  private final URI room;
  private final Outbox outbox;
  private final EventQueue events;
  private final Backoff backoff;
  private final Thread thread = Thread.ofVirtual().name("chat-connection").unstarted(this::run);
  private final Consumer<RuntimeException> onEnd;
  private volatile SignIn signIn;

  /** The last entry that was received; only the thread that reads the connection changes it. */
  private volatile Optional<Cursor> received;

  private volatile Optional<RoomSocket> socket = Optional.empty();

  /** The cursor of a welcome whose history is yet to come. */
  private Optional<Cursor> welcomed = Optional.empty();

  /**
   * @param room the address of the WebSocket
   * @param after where to go on; empty: with the latest messages
   * @param onEnd called once with the reason of an end that is final
   */
  RoomSession(
      HttpClient http,
      URI room,
      SignIn signIn,
      Optional<Cursor> after,
      Outbox outbox,
      EventQueue events,
      Backoff backoff,
      Consumer<RuntimeException> onEnd) {
    this.http = http;
    this.room = room;
    this.signIn = signIn;
    received = after;
    this.outbox = outbox;
    this.events = events;
    this.backoff = backoff;
    this.onEnd = onEnd;
  }

  void start() {
    thread.start();
  }

  /** By what the server knows the client now. */
  SignIn signIn() {
    return signIn;
  }

  /** Ends the connection, and comes back no more. */
  void end() {
    thread.interrupt();
    socket.ifPresent(RoomSocket::close);
  }

  private void run() {
    try {
      while (true) {
        Event.Disconnected pause = stay();
        events.add(pause, received);
        Thread.sleep(pause.pause());
      }
    } catch (InterruptedException e) {
      // The program has closed the client.
    } catch (RuntimeException e) {
      onEnd.accept(e);
    }
  }

  /** One connection, or the attempt; returns the pause before the next one. */
  private Event.Disconnected stay() throws InterruptedException {
    try {
      RoomSocket opened = RoomSocket.open(http, address(), signIn, this::take);
      socket = Optional.of(opened);
      opened.start();
      try {
        return pause(opened.awaitEnd(MAX_SILENCE));
      } finally {
        outbox.disconnected();
      }
    } catch (ExecutionException e) {
      return e.getCause() instanceof WebSocketHandshakeException refusal
          ? pause(refusal.getResponse())
          : new Event.Disconnected(String.valueOf(e.getCause()), backoff.next());
    }
  }

  private URI address() {
    return received.map(cursor -> URI.create(room + "?after=" + cursor)).orElse(room);
  }

  private Event.Disconnected pause(RoomSocket.End end) {
    if (end.code() >= FINAL && end.code() < AFTER_FINAL) {
      throw new RefusedException(Integer.toString(end.code()), "closed: " + end.reason());
    }
    Duration pause =
        switch (end.code()) {
          case TOO_FAST -> TOO_FAST_PAUSE;
          case RESTARTS -> backoff.within(RESTART_PAUSE);
          default -> backoff.next();
        };
    return new Event.Disconnected(end.code() + " " + end.reason(), pause);
  }

  /** A refusal of the server is final, but one of a proxy, which has no Chat-Why, is not. */
  private Event.Disconnected pause(HttpResponse<?> refusal) throws InterruptedException {
    String status = Integer.toString(refusal.statusCode());
    if (refusal.headers().firstValue("Chat-Why").isPresent()) {
      switch (refusal.statusCode()) {
        case 401 -> renewSignIn();
        case 403, 404, 409 ->
            throw new RefusedException(status, "the server refuses the connection");
        default -> {}
      }
    }
    return new Event.Disconnected("status " + status, backoff.next());
  }

  private void renewSignIn() throws InterruptedException {
    try {
      signIn = signIn.renew();
      outbox.memberChanged();
    } catch (IOException e) {
      // The next attempt to connect is refused again, and tries it again.
    }
  }

  private void take(JsonObject frame) throws IOException, InterruptedException {
    switch (frame.text("type")) {
      case "welcome" -> welcome(EventReader.welcome(frame));
      case "ack" -> outbox.acknowledged(frame.text("id"), frame.number("seq"));
      case "refused" -> refused(frame);
      default -> {
        Optional<Event> event = EventReader.read(frame);
        if (event.isPresent()) {
          take(event.get());
        }
      }
    }
  }

  private void welcome(Event.Connected welcome) throws InterruptedException {
    backoff.reset();
    if (!welcome.resumed()) {
      welcomed = Optional.of(welcome.cursor());
    }
    events.add(welcome, received);
    outbox.connected(socket.orElseThrow()::send);
  }

  private void refused(JsonObject frame) {
    outbox.refused(
        frame.text("id"),
        new RefusedException(frame.text("code"), frame.text("message")),
        Duration.ofMillis(frame.number("retryAfter")));
  }

  private void take(Event event) throws IOException, InterruptedException {
    switch (event) {
      case Event.History history -> {
        received = welcomed;
        events.add(history, received);
      }
      case Event.Entry entry -> take(entry);
      case Event.Presence presence -> events.add(presence, received);
      case Event.Connected connected -> throw new IOException("a second welcome");
      case Event.Disconnected disconnected -> throw new IOException("not of the server");
    }
  }

  /** The server promises entries without a hole and without a repetition. */
  private void take(Event.Entry entry) throws IOException, InterruptedException {
    Cursor before = received.orElseThrow(() -> new IOException("an entry before the welcome"));
    if (entry.seq() != before.seq() + 1) {
      throw new IOException("entry " + entry.seq() + " after " + before.seq());
    }
    received = Optional.of(before.at(entry.seq()));
    events.add(entry, received);
  }
}
