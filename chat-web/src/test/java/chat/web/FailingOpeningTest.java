package chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.Draft;
import chat.core.Entry;
import chat.core.Follower;
import chat.core.MemoryTranscript;
import chat.core.Receipt;
import chat.core.RoomName;
import chat.core.Transcript;
import chat.core.Transcripts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The log cannot be read in the moment in which somebody comes. */
@Timeout(20)
class FailingOpeningTest {
  private static final WebSettings SETTINGS =
      new WebSettings(
          "localhost",
          0,
          Set.of(),
          false,
          Optional.empty(),
          OptionalInt.empty(),
          Set.of(),
          Duration.ZERO,
          Duration.ofMinutes(1));

  /**
   * The second is what a socket throws as well when its peer has gone: it is not taken for that.
   */
  static List<RuntimeException> reasons() {
    return List.of(
        new IllegalStateException("this log cannot be read, which is what is tried here"),
        new UncheckedIOException(new IOException("neither can this one, nor is that an accident")));
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void whoeverComesIsSentAwayAndGetsNothingOfTheStream(RuntimeException reason) throws Exception {
    var server = new ChatServer(SETTINGS, new UnreadableTranscripts(reason), List.of(new byte[32]));
    server.start();
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    try (HttpClient client = HttpClient.newHttpClient()) {
      String authority = "localhost:" + server.port();
      var signIn =
          HttpRequest.newBuilder(URI.create("http://" + authority + "/login"))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString("nickname=Ann"))
              .build();
      var signedIn = client.send(signIn, BodyHandlers.discarding());
      client
          .newWebSocketBuilder()
          .header(
              "Cookie", signedIn.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0])
          .subprotocols("chat.v1")
          .buildAsync(URI.create("ws://" + authority + "/chat"), new Ear(heard))
          .join();
      assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("closed with 1011");
    } finally {
      server.stop();
    }
  }

  private static final class Ear implements WebSocket.Listener {
    private final BlockingQueue<String> heard;

    Ear(BlockingQueue<String> heard) {
      this.heard = heard;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      heard.add("told " + text);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      heard.add("closed with " + code);
      return null;
    }
  }

  /** Rooms that can be entered, but not read. */
  private record UnreadableTranscripts(RuntimeException reason) implements Transcripts {
    @Override
    public Transcript open(RoomName room) {
      return new Unreadable(reason);
    }

    @Override
    public void close() {}
  }

  private static final class Unreadable implements Transcript {
    private final MemoryTranscript log = new MemoryTranscript(InstantSource.system());
    private final RuntimeException reason;

    Unreadable(RuntimeException reason) {
      this.reason = reason;
    }

    @Override
    public Page before(long seq, Reach reach) {
      throw reason;
    }

    @Override
    public Optional<List<Entry>> after(long seq, long upTo, Reach reach) {
      return Optional.empty();
    }

    @Override
    public String epoch() {
      return log.epoch();
    }

    @Override
    public long follow(Follower follower) {
      return log.follow(follower);
    }

    @Override
    public void append(Draft draft, Receipt receipt) {
      log.append(draft, receipt);
    }

    @Override
    public void close() {
      log.close();
    }
  }
}
