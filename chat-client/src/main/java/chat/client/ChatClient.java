package chat.client;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A client in one room. It stays there, whatever the network and the server do, until it is closed
 * or the server says that it may not come back.
 *
 * <p>What is said is sent in the order of the calls, and again after a fault until it is answered;
 * the server takes each id once. The future of a call is completed with the number of the entry
 * once it is kept, or with a {@link RefusedException}. Safe for many threads.
 */
public final class ChatClient implements AutoCloseable {
  private static final int PREFIX_BYTES = 9;

  private final HttpClient http;
  private final URI server;
  private final String room;
  private final Outbox outbox = new Outbox(ChatClient::later);
  private final EventQueue events;
  private final RoomSession session;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final AtomicLong ids = new AtomicLong();
  private final String idPrefix = randomText() + "-";

  private ChatClient(Builder builder, HttpClient http, SignIn signIn) {
    this.http = http;
    server = builder.server;
    room = builder.room;
    events = new EventQueue(builder.handler, builder.after, this::end);
    session =
        new RoomSession(
            http,
            builder.address(),
            signIn,
            builder.after,
            outbox,
            events,
            new Backoff(new SecureRandom()::nextDouble),
            this::end);
  }

  private static void later(Runnable action, Duration pause) {
    Executor executor = CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS);
    executor.execute(action);
  }

  private static String randomText() {
    byte[] bytes = new byte[PREFIX_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  /**
   * Begins to describe a client.
   *
   * @param server its address, such as {@code https://chat.example}
   */
  public static Builder at(URI server) {
    return new Builder(server);
  }

  /** Says a text. */
  public CompletableFuture<Long> say(String text) {
    return say(Draft.of(text));
  }

  /** Says a draft: with an id of the program's own, as an answer, or with files. */
  public CompletableFuture<Long> say(Draft draft) {
    String id = draft.id().orElseGet(this::nextId);
    return outbox.add(id, draft.frame(id));
  }

  /** Replaces the text of one of the client's own messages. */
  public CompletableFuture<Long> edit(long seq, String text) {
    return change("edit", seq, Map.of("text", text));
  }

  /** Takes one of the client's own messages back. */
  public CompletableFuture<Long> delete(long seq) {
    return change("delete", seq, Map.of());
  }

  /** Adds a reaction to a message, or takes it away. */
  public CompletableFuture<Long> react(long seq, String emoji, boolean on) {
    return change("react", seq, Map.of("emoji", emoji, "on", on));
  }

  /** Pins a message, or no longer. */
  public CompletableFuture<Long> pin(long seq, boolean on) {
    return change("pin", seq, Map.of("on", on));
  }

  private CompletableFuture<Long> change(String type, long seq, Map<String, Object> rest) {
    String id = nextId();
    Map<String, Object> frame = new LinkedHashMap<>();
    frame.put("type", type);
    frame.put("id", id);
    frame.put("of", seq);
    frame.putAll(rest);
    return outbox.add(id, JsonObject.write(frame));
  }

  private String nextId() {
    return idPrefix + ids.incrementAndGet();
  }

  /**
   * Uploads a file for a draft of this client, which has to be said within an hour. After a fault
   * of the network or the server the upload goes on where it was.
   *
   * @throws RefusedException if the server does not take it
   * @throws IOException after a minute without progress, or if the file cannot be read
   */
  public SharedFile upload(Path file) throws IOException, InterruptedException {
    return FileUpload.send(http, server, room, session.signIn(), file);
  }

  /**
   * The last entry for which the program's handler has returned; empty: none yet. A client that
   * begins {@linkplain Builder#after after} it misses nothing.
   */
  public Optional<Cursor> cursor() {
    return events.delivered();
  }

  /**
   * The cookie of the sign-in, a secret: with it a client is the same member after a restart of the
   * program. Empty for the token of a bot.
   */
  public Optional<String> cookie() {
    return session.signIn() instanceof SignIn.Cookie signIn
        ? Optional.of(signIn.cookie())
        : Optional.empty();
  }

  /**
   * Is completed when the client is closed; with a {@link RefusedException} when the server says
   * that it may not come back, and with the exception of the program's handler.
   */
  public CompletableFuture<Void> ended() {
    return ended.copy();
  }

  private void end(RuntimeException reason) {
    if (ended.completeExceptionally(reason)) {
      stop();
    }
  }

  /** Leaves the room. What has no answer yet ends with a {@link ClientEndedException}. */
  @Override
  public void close() {
    if (ended.complete(null)) {
      stop();
    }
  }

  private void stop() {
    session.end();
    events.end();
    outbox.end(new ClientEndedException("the client has ended before the answer came"));
    http.shutdown();
  }

  /** Describes a client: where it is, who it is, and what is called. */
  public static final class Builder {
    private final URI server;
    private String room = "lobby";
    private Optional<String> nickname = Optional.empty();
    private Optional<String> cookie = Optional.empty();
    private Optional<String> token = Optional.empty();
    private Optional<Cursor> after = Optional.empty();
    private Consumer<Event> handler = event -> {};

    private Builder(URI server) {
      this.server = Objects.requireNonNull(server);
    }

    /** Signs in with a nickname. */
    public Builder nickname(String name) {
      nickname = Optional.of(name);
      return this;
    }

    /**
     * Uses the {@linkplain ChatClient#cookie cookie} of an earlier client, as long as the server
     * takes it; then the nickname again.
     */
    public Builder cookie(String kept) {
      cookie = Optional.of(kept);
      return this;
    }

    /** Uses the token of a bot instead of a nickname. */
    public Builder token(String secret) {
      token = Optional.of(secret);
      return this;
    }

    /** The room; the lobby without. */
    public Builder room(String name) {
      room = Objects.requireNonNull(name);
      return this;
    }

    /** Goes on after an entry; without, the client begins with the latest messages. */
    public Builder after(Cursor cursor) {
      after = Optional.of(cursor);
      return this;
    }

    /** The handler of events, which is called in their order, one call at a time. */
    public Builder onEvent(Consumer<Event> called) {
      handler = Objects.requireNonNull(called);
      return this;
    }

    /**
     * Signs in, and begins to connect. Returns without waiting for the connection.
     *
     * @throws IOException if the server cannot be reached
     * @throws RefusedException if the nickname is wrong or taken
     */
    public ChatClient connect() throws IOException, InterruptedException {
      HttpClient http = HttpClient.newHttpClient();
      try {
        var client = new ChatClient(this, http, signIn(http));
        client.events.start();
        client.session.start();
        return client;
      } catch (IOException | InterruptedException | RuntimeException e) {
        http.shutdownNow();
        throw e;
      }
    }

    private SignIn signIn(HttpClient http) throws IOException, InterruptedException {
      if (token.isPresent()) {
        return new SignIn.Token(token.get());
      }
      String name =
          nickname.orElseThrow(() -> new IllegalStateException("neither a nickname nor a token"));
      return cookie.isPresent()
          ? new SignIn.Cookie(http, server, name, cookie.get())
          : SignIn.Cookie.of(http, server, name);
    }

    private URI address() {
      String scheme = server.getScheme().equals("https") ? "wss" : "ws";
      String path = "/chat/" + encoded(room);
      return URI.create(scheme + "://" + server.getRawAuthority() + path);
    }

    static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
  }
}
