package chat.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.log.MemoryTranscripts;
import chat.core.log.TranscriptProvider;
import chat.core.log.Transcripts;
import chat.core.name.RoomName;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Transcripts that are opened beside the start behave as if they had been open. */
@Timeout(10)
class DeferredTranscriptsTest {
  private final Transcripts memory = new MemoryTranscripts(InstantSource.system());

  @Test
  void aCallWaitsUntilTheyAreOpen() {
    var opened = new CompletableFuture<Transcripts>();
    var transcripts = new DeferredTranscripts(opened::join);
    var epoch = CompletableFuture.supplyAsync(() -> transcripts.open(RoomName.LOBBY).epoch());
    assertThat(epoch).isNotDone();

    opened.complete(memory);
    transcripts.awaitOpen();

    assertThat(epoch.join()).isEqualTo(memory.open(RoomName.LOBBY).epoch());
  }

  @Test
  void roomsAreThoseOfTheLog() {
    memory.open(RoomName.LOBBY);
    assertThat(new DeferredTranscripts(() -> memory).rooms()).containsExactly(RoomName.LOBBY);
  }

  @Test
  void anExceptionOfTheOpeningIsThrownAsItIs() {
    var error = new TranscriptProvider.OpenException("The disk is full.", new RuntimeException());
    assertThatThrownBy(new DeferredTranscripts(failing(error))::awaitOpen).isSameAs(error);
  }

  @Test
  void anErrorOfTheOpeningIsThrownAsItIs() {
    var transcripts =
        new DeferredTranscripts(() -> {
          throw new UnsatisfiedLinkError("no library");
        });
    assertThatThrownBy(transcripts::awaitOpen).isInstanceOf(UnsatisfiedLinkError.class);
  }

  private static Supplier<Transcripts> failing(RuntimeException error) {
    return () -> {
      throw error;
    };
  }
}
