package chat.app.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.app.consistency.RestartableServer;
import chat.app.testing.ServerProcess;
import chat.client.ChatClient;
import chat.client.Draft;
import chat.client.Event;
import chat.client.RefusedException;
import chat.client.SharedFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The library for programs, against the real server: over cuts, kills and its own restarts. */
@Timeout(120)
class ClientIT {
  private static final int LIMIT_SECONDS = 60;
  private static final int MESSAGES = 60;

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private RestartableServer server;

  @BeforeEach
  void start() throws IOException {
    Path data = folder.resolve("data");
    server = RestartableServer.of(port -> ServerProcess.start(port, data, "--message-rate", "off"));
    opened.add(server);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable resource : opened.reversed()) {
      resource.close();
    }
  }

  /** A client, and all that it has heard. */
  private final class Listener {
    final LinkedBlockingQueue<Event> heard = new LinkedBlockingQueue<>();
    final List<Event.Said> said = new ArrayList<>();
    final ChatClient client;

    Listener(int port, String nickname) throws Exception {
      this(ChatClient.at(address(port)).nickname(nickname), nickname);
    }

    Listener(ChatClient.Builder builder, String name) throws Exception {
      client = builder.onEvent(heard::add).connect();
      opened.add(client);
      assertThat(next(Event.Connected.class).you().name()).isEqualTo(name);
    }

    /** The next event of a kind; those of others before it are dropped. */
    <E extends Event> E next(Class<E> kind) throws InterruptedException {
      while (true) {
        Event event = heard.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(event).as("a further event, after " + said).isNotNull();
        if (kind.isInstance(event)) {
          return kind.cast(event);
        }
      }
    }

    /** All messages from the first on, until that with a number. */
    List<Event.Said> saidUntil(long seq) throws InterruptedException {
      do {
        said.add(next(Event.Said.class));
      } while (said.getLast().seq() < seq);
      return said;
    }
  }

  private static URI address(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  private static List<CompletableFuture<Long>> sayAll(Listener listener, String name) {
    return IntStream.range(0, MESSAGES).mapToObj(i -> listener.client.say(name + " " + i)).toList();
  }

  private static List<Long> await(List<CompletableFuture<Long>> answers) throws Exception {
    var all = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
    all.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    return answers.stream().map(CompletableFuture::join).toList();
  }

  @Test
  void nothingIsLostDoubledOrReorderedOverCutsAndKills() throws Exception {
    var proxy = new CuttingProxy(server.port());
    opened.add(proxy);
    var ann = new Listener(proxy.port(), "Ann");
    var bob = new Listener(proxy.port(), "Bob");
    List<CompletableFuture<Long>> ofAnn = sayAll(ann, "Ann");
    List<CompletableFuture<Long>> ofBob = sayAll(bob, "Bob");
    // Each fault once something was said after the one before.
    ofAnn.get(5).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    cut(proxy);
    ofAnn.get(15).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    server.killAndRestart();
    ofBob.get(30).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    cut(proxy);
    ofBob.get(45).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    server.killAndRestart();

    List<Long> numbers = Stream.concat(await(ofAnn).stream(), await(ofBob).stream()).toList();
    assertThat(numbers)
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(1, 2 * MESSAGES).boxed().toList());
    for (Listener listener : List.of(ann, bob)) {
      List<Event.Said> heard = listener.saidUntil(2 * MESSAGES);
      assertThat(heard.stream().map(Event.Said::seq))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 2 * MESSAGES).boxed().toList());
      for (String name : List.of("Ann", "Bob")) {
        assertThat(heard.stream().map(Event.Said::text).filter(text -> text.startsWith(name)))
            .containsExactlyElementsOf(
                IntStream.range(0, MESSAGES).mapToObj(i -> name + " " + i).toList());
      }
    }
    assertThat(ann.said.stream().map(Event.Said::id).toList())
        .isEqualTo(bob.said.stream().map(Event.Said::id).toList());
  }

  /** Cuts once somebody is connected, because the fault before may have been a moment ago. */
  private static void cut(CuttingProxy proxy) {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    int cut = proxy.cut();
    while (cut == 0 && System.nanoTime() < limit) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      cut = proxy.cut();
    }
    assertThat(cut).isPositive();
  }

  @Test
  void changesFilesAndRefusals() throws Exception {
    var ann = new Listener(server.port(), "Ann");
    var bob = new Listener(server.port(), "Bob");
    Path note = Files.writeString(folder.resolve("note one.txt"), "a note");
    SharedFile file = ann.client.upload(note);
    long seq = ann.client.say(Draft.of("see this").with(file)).get(10, TimeUnit.SECONDS);
    Event.Said said = bob.next(Event.Said.class);
    assertThat(said.files()).singleElement().extracting(SharedFile::name).isEqualTo("note one.txt");
    bob.client.react(seq, "👍", true).get(10, TimeUnit.SECONDS);
    assertThat(ann.next(Event.Reacted.class).emoji()).isEqualTo("👍");
    ann.client.edit(seq, "see that").get(10, TimeUnit.SECONDS);
    assertThat(bob.next(Event.Edited.class).text()).isEqualTo("see that");
    assertThat(bob.client.edit(seq, "mine"))
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            RefusedException.class, refusal -> assertThat(refusal.code()).isEqualTo("not-yours"));
    ann.client.delete(seq).get(10, TimeUnit.SECONDS);
    assertThat(bob.next(Event.Deleted.class).of()).isEqualTo(seq);
    assertThatThrownBy(() -> ChatClient.at(address(server.port())).nickname("Ann").connect())
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void uploadGoesOnWhereItWasCut() throws Exception {
    var proxy = new CuttingProxy(server.port());
    opened.add(proxy);
    var ann = new Listener(proxy.port(), "Ann");
    byte[] content = new byte[5 << 20];
    new Random(7).nextBytes(content);
    Path large = Files.write(folder.resolve("large.bin"), content);
    long before = proxy.forwarded();
    proxy.cutAt(before + 5 * content.length / 8);

    SharedFile sent = ann.client.upload(large);

    assertThat(ann.next(Event.Disconnected.class)).isNotNull();
    // Nothing but what was under way at the cut is sent again.
    assertThat(proxy.forwarded() - before).isLessThan(content.length + (3L << 19));
    assertThat(sent.size()).isEqualTo(content.length);
    ann.client.say(Draft.of("").with(sent)).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    assertThat(ann.next(Event.Said.class).files()).containsExactly(sent);
    String[] cookie = {"Cookie", ann.client.cookie().orElseThrow()};
    HttpRequest request = to("/files/" + sent.id(), cookie).GET().build();
    assertThat(http.send(request, BodyHandlers.ofByteArray()).body()).isEqualTo(content);
  }

  private HttpRequest.Builder to(String path, String... headers) {
    return HttpRequest.newBuilder(address(server.port()).resolve(path)).headers(headers);
  }

  @Test
  void botIsAClientByItsTokenUntilItIsRevoked() throws Exception {
    String key = Files.readString(folder.resolve("data/owner-key")).strip();
    String[] headers = {
      "Authorization", "Bearer " + key, "Content-Type", "application/x-www-form-urlencoded"
    };
    HttpRequest creation =
        to("/api/owner/bots", headers).POST(BodyPublishers.ofString("name=Robin")).build();
    Matcher created =
        Pattern.compile("\"id\":\"([^\"]+)\",\"token\":\"([^\"]+)\"")
            .matcher(http.send(creation, BodyHandlers.ofString()).body());
    assertThat(created.find()).isTrue();
    var ann = new Listener(server.port(), "Ann");
    var bot = new Listener(ChatClient.at(address(server.port())).token(created.group(2)), "Robin");
    assertThat(bot.client.cookie()).isEmpty();
    SharedFile file = bot.client.upload(Files.writeString(folder.resolve("a.txt"), "of a bot"));
    bot.client.say(Draft.of("one").with(file)).get(10, TimeUnit.SECONDS);
    Event.Said said = ann.next(Event.Said.class);
    assertThat(said.from().name()).isEqualTo("Robin");
    assertThat(said.files()).containsExactly(file);

    server.killAndRestart();
    bot.client.say("two").get(LIMIT_SECONDS, TimeUnit.SECONDS);
    assertThat(ann.next(Event.Said.class).text()).isEqualTo("two");

    HttpRequest revocation = to("/api/owner/bots/" + created.group(1), headers).DELETE().build();
    assertThat(http.send(revocation, BodyHandlers.discarding()).statusCode()).isEqualTo(204);
    assertThat(bot.client.ended())
        .failsWithin(Duration.ofSeconds(LIMIT_SECONDS))
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(RefusedException.class);
    assertThat(bot.client.say("three")).failsWithin(Duration.ofSeconds(10));
  }

  @Test
  void theExampleGreetsOnceOverItsOwnRestarts() throws Exception {
    Path memory = folder.resolve("memory");
    var ann = new Listener(server.port(), "Ann");
    ChatClient bot = new GreeterBot(memory).start(address(server.port()), "lobby");
    opened.add(bot);
    long first = ann.client.say("hello there").get(10, TimeUnit.SECONDS);
    assertThat(greetingHeard(ann)).hasValue(first);
    awaitFile(memory);
    bot.close();
    long second = ann.client.say("hello again").get(10, TimeUnit.SECONDS);
    opened.add(new GreeterBot(memory).start(address(server.port()), "lobby"));
    assertThat(greetingHeard(ann)).hasValue(second);
    long third = ann.client.say("hello once more").get(10, TimeUnit.SECONDS);
    assertThat(greetingHeard(ann)).hasValue(third);
  }

  private static void awaitFile(Path file) {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!Files.exists(file) && System.nanoTime() < limit) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    assertThat(file).exists();
  }

  private static OptionalLong greetingHeard(Listener listener) throws InterruptedException {
    while (true) {
      Event.Said said = listener.next(Event.Said.class);
      if (said.from().name().equals("Greeter")) {
        assertThat(said.text()).isEqualTo("Hello, Ann");
        return said.re();
      }
    }
  }

  @Test
  void theExampleIsThatOfTheDocumentation() throws IOException {
    Path root = Path.of(System.getProperty("chat.root"));
    String documentation =
        Files.readString(root.resolve("chat-client/src/main/java/chat/client/package-info.java"));
    String example =
        Files.readString(root.resolve("chat-app/src/test/java/chat/app/client/GreeterBot.java"));
    String code = example.substring(example.indexOf("final class GreeterBot"));
    String snippet = documentation.substring(documentation.indexOf("final class GreeterBot"));
    assertThat(code.lines()).hasSizeGreaterThan(30);
    assertThat(snippet.lines().map(line -> line.replaceFirst("^ \\* ?", "")))
        .startsWith(code.lines().toArray(String[]::new));
  }
}
