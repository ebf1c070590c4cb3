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

@Timeout(10)
class OpeningTest {
  private final Transcripts memory = new MemoryTranscripts(InstantSource.system());

  @Test
  void whoeverNeedsThemWaitsUntilTheyAreOpen() {
    var opened = new CompletableFuture<Transcripts>();
    var opening = new Opening(opened::join);
    var asked = CompletableFuture.supplyAsync(() -> opening.open(RoomName.LOBBY));
    assertThat(asked).isNotDone();

    opened.complete(memory);
    opening.awaitOpen();

    assertThat(asked.join().epoch()).isEqualTo(memory.open(RoomName.LOBBY).epoch());
  }

  @Test
  void whyTheyCannotBeOpenedIsSaidAsItWasSaid() {
    var why = new TranscriptProvider.OpenException("The disk is full.", new RuntimeException());
    assertThatThrownBy(new Opening(failing(why))::awaitOpen).isSameAs(why);
  }

  @Test
  void aFaultOfTheMachineStaysOne() {
    var opening =
        new Opening(() -> {
          throw new UnsatisfiedLinkError("no library");
        });
    assertThatThrownBy(opening::awaitOpen).isInstanceOf(UnsatisfiedLinkError.class);
  }

  private static Supplier<Transcripts> failing(RuntimeException why) {
    return () -> {
      throw why;
    };
  }
}
