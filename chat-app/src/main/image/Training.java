package image;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Training run for the AOT cache: starts the server and uses it as people will, so that the cache
 * holds the classes of a start, loaded and linked, and the profiles of the methods that a first
 * visit calls. Prints nothing unless it fails.
 */
final class Training {
  // For one response; 20 s were too short once, for an unknown reason.
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(1);
  // For the whole run, with the writing of the cache, which begins when the server has stopped.
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int MESSAGES = 200;
  private static final int GUESTS = 1_000;

  private final Path chat;
  private final Path cache;
  private final HttpClient browser = HttpClient.newBuilder().connectTimeout(ANSWER_LIMIT).build();

  Training(Path chat, Path cache) {
    this.chat = chat;
    this.cache = cache;
  }

  void run() throws Exception {
    Path data = Files.createTempDirectory("chat-training");
    Path log = Files.createTempFile("chat-training", ".log");
    Process server = start(data, log);
    // This ends the reads below as well: the output of a killed process has an end.
    CompletableFuture.delayedExecutor(LIMIT.toSeconds(), TimeUnit.SECONDS)
        .execute(server::destroyForcibly);
    try (BufferedReader output = server.inputReader()) {
      visit(address(output));
      // The handle's destroy(): the one of Process closes the output, to which Java still writes.
      server.toHandle().destroy();
      output.transferTo(Writer.nullWriter());
      int status = server.waitFor();
      check(status == 0, "The server ended with status " + status);
      check(Files.exists(cache), "The server ran, but Java wrote no cache");
    } catch (Exception e) {
      System.err.println(Files.readString(log));
      throw new IllegalStateException("The image could not be trained", e);
    } finally {
      server.destroyForcibly().waitFor();
      Files.delete(log);
      Folders.delete(data);
    }
  }

  // With a data folder, because the durable log is part of every start.
  private Process start(Path data, Path log) throws IOException {
    String folder = data.toString();
    var server =
        new ProcessBuilder(
                chat.toString(),
                "--port=0",
                "--data=" + folder,
                "--message-rate=off",
                "--connections-per-address=off")
            .directory(chat.getParent().toFile())
            .redirectError(log.toFile());
    // Settings in the environment are for the server of the person who builds, not for this one.
    server.environment().keySet().removeIf(name -> name.startsWith("CHAT_"));
    server.environment().put("CHAT_JAVA_OPTS", "-XX:AOTCacheOutput=" + cache);
    return server.start();
  }

  private static URI address(BufferedReader output) throws IOException {
    var address = Pattern.compile("http://\\S+");
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      var found = address.matcher(line);
      if (found.find()) {
        return URI.create(found.group());
      }
    }
    throw new IllegalStateException("The server ended without printing its address");
  }

  private void visit(URI server) throws Exception {
    fetch(HttpRequest.newBuilder(server));
    String cookie = signIn(server);
    String room =
        fetch(HttpRequest.newBuilder(server.resolve("/rooms/lobby")).header("Cookie", cookie));
    var files = Pattern.compile("(?:src|href)=\"(/static/[^\"]+)\"").matcher(room);
    while (files.find()) {
      fetch(HttpRequest.newBuilder(server.resolve(files.group(1))));
    }
    for (String path : List.of("/manifest.webmanifest", "/worker.js")) {
      fetch(HttpRequest.newBuilder(server.resolve(path)));
    }
    connectMany(server);
    talk(server, cookie, "plain", "hello");
    talk(server, cookie, "chat.v1", "{\"type\":\"say\",\"id\":\"%d\",\"text\":\"hello\"}");
    talk(server, cookie, "chat.v1", "{\"type\":\"say\",\"id\":\"m%d\",\"text\":\"**hello**\"}");
    request(server, cookie);
  }

  /** Sends the page's other requests; a search for a long word and one for a short word. */
  private void request(URI server, String cookie) throws Exception {
    for (String path :
        List.of(
            "/api/rooms/lobby/messages",
            "/api/rooms/lobby/search?q=hello",
            "/api/rooms/lobby/search?q=he",
            "/api/rooms/lobby/members?q=t",
            "/api/rooms?of=lobby",
            "/rooms/lobby/invite.svg")) {
      fetch(HttpRequest.newBuilder(server.resolve(path)).header("Cookie", cookie));
    }
    var preview = form(server.resolve("/api/preview"), "text=**hello**").header("Cookie", cookie);
    send(preview, 200);
  }

  /** Signs in and connects many members, one after another. */
  private void connectMany(URI server) throws Exception {
    for (int i = 0; i < GUESTS; i++) {
      var link = HttpRequest.newBuilder(server.resolve("/login?nickname=guest" + i));
      String cookie = cookie(send(link, 200));
      WebSocket socket = connect(server, cookie, "plain", new CountingListener(0));
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }
  }

  // Without Java's CookieManager, because it sends cookies in the quotes of RFC 2965.
  private String signIn(URI server) throws Exception {
    return cookie(send(form(server.resolve("/login"), "nickname=trainer"), 303));
  }

  private static String cookie(HttpResponse<?> answer) {
    return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
  }

  private static HttpRequest.Builder form(URI address, String fields) {
    return HttpRequest.newBuilder(address)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(fields));
  }

  private String fetch(HttpRequest.Builder page) throws Exception {
    return send(page, 200).body();
  }

  private HttpResponse<String> send(HttpRequest.Builder request, int status) throws Exception {
    var answer = browser.send(request.timeout(ANSWER_LIMIT).build(), BodyHandlers.ofString());
    check(answer.statusCode() == status, answer + ": " + answer.body());
    return answer;
  }

  private void talk(URI server, String cookie, String dialect, String message) throws Exception {
    var listener = new CountingListener(MESSAGES);
    WebSocket socket = connect(server, cookie, dialect, listener);
    for (int i = 0; i < MESSAGES; i++) {
      socket.sendText(message.formatted(i), true).join();
    }
    boolean enough = listener.expected.await(ANSWER_LIMIT.toSeconds(), TimeUnit.SECONDS);
    check(enough, "Answers still missing in " + dialect + ": " + listener);
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
  }

  private WebSocket connect(URI server, String cookie, String dialect, CountingListener listener) {
    return browser
        .newWebSocketBuilder()
        .subprotocols(dialect)
        .header("Cookie", cookie)
        .connectTimeout(ANSWER_LIMIT)
        .buildAsync(URI.create("ws://" + server.getAuthority() + "/chat"), listener)
        .join();
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }

  /** Counts messages, and records how the connection ended. */
  private static final class CountingListener implements WebSocket.Listener {
    final CountDownLatch expected;
    private volatile String state = "open";

    CountingListener(int expected) {
      this.expected = new CountDownLatch(expected);
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      if (last) {
        expected.countDown();
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      state = "closed with " + code + ' ' + reason;
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      state = "failed with " + error;
    }

    @Override
    public String toString() {
      return expected.getCount() + ", the connection is " + state;
    }
  }
}
