package chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Follower;
import chat.core.log.LogUnavailableException;
import chat.core.log.MemoryTranscript;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.core.log.Transcript;
import chat.core.log.Transcripts;
import chat.core.name.RoomName;
import chat.web.testing.RawClient;
import chat.web.testing.RawResponse;
import chat.web.testing.ServerFrame;
import chat.web.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A log that cannot be read. */
@Tag("server")
@Timeout(20)
class UnreadableLogTest {
  /** The second is also the type that a closed socket throws; it must not be mistaken for that. */
  static List<RuntimeException> reasons() {
    return List.of(
        new IllegalStateException("this log cannot be read, which is what is tried here"),
        new UncheckedIOException(new IOException("neither can this one, nor is that an accident")));
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void aClientIsClosedWith1011AndGetsNothingOfTheStream(RuntimeException reason)
      throws IOException {
    try (TestServer server =
            TestServer.open(config -> config.transcripts = new UnreadableTranscripts(reason));
        RawClient ann =
            server
                .rawClient()
                .upgraded("/chat", server.signIn("Ann"), "Sec-WebSocket-Protocol: chat.v1")) {
      ServerFrame first = ann.receiveFrame();
      assertThat(first.isClose()).as(first.toString()).isTrue();
      assertThat(first.closeCode()).isEqualTo(1011);
    }
  }

  @Test
  void olderMessagesAreAnswered503WithTheReason() {
    var reason = new LogUnavailableException("this log cannot be read either");
    try (TestServer server =
        TestServer.open(config -> config.transcripts = new UnreadableTranscripts(reason))) {
      RawResponse response =
          server.get("/api/rooms/lobby/messages", server.signIn("Ann"), "Accept-Language: en");
      assertThat(response.status()).isEqualTo(503);
      assertThat(response.header("Chat-Why")).contains("unavailable");
      assertThat(response.body()).contains("cannot be read at the moment");
    }
  }

  /** Logs that can be opened, but not read. */
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
    public Page before(long seq, ReadLimit reach) {
      throw reason;
    }

    @Override
    public Page answers(long message, long seq, ReadLimit reach) {
      throw reason;
    }

    @Override
    public Page pinned(long seq, ReadLimit reach) {
      throw reason;
    }

    @Override
    public Optional<List<Entry>> after(long seq, long upTo, ReadLimit reach) {
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
    public void refuse(Draft draft, Refusal refusal, Receipt receipt) {
      log.refuse(draft, refusal, receipt);
    }

    @Override
    public void close() {
      log.close();
    }
  }
}
