package chat.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Entry;
import chat.core.log.MemoryTranscript;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.FakeRoomClient;
import chat.core.testing.RecordingReceipt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class ChatRoomListenerTest extends ChatRoomFixture {
  @Test
  void listenerThatThrowsAnExceptionKeepsNoOtherFromBeingNotified() {
    assertThatOthersAreNotified(new ThrowingListener(IllegalStateException::new));
  }

  @Test
  void listenerThatThrowsAnErrorKeepsNoOtherFromBeingNotified() {
    assertThatOthersAreNotified(
        new ThrowingListener(event -> {
          throw new StackOverflowError(event);
        }));
  }

  private void assertThatOthersAreNotified(RoomListener throwing) {
    Logger.getLogger(RoomListeners.class.getName()).setLevel(Level.OFF);
    ChatRoom fragile = new ChatRoom(RoomName.LOBBY, new MemoryTranscript(clock), GRACE, clock);
    fragile.addListener(throwing);
    fragile.addListener(heard);

    Seat ann = join(fragile, ANN, new FakeRoomClient());
    RecordingReceipt receipt = new RecordingReceipt();
    ann.say("1", "hi", 0, receipt);
    ann.typing();
    ann.leave();
    clock.pass(GRACE);
    fragile.tick();
    fragile.closeIfEmpty();

    assertThat(heard.lines())
        .containsExactly("+Ann 1", "1 Ann:hi", "Ann types", "-Ann 0", "closed");
    assertThat(receipt.calls()).containsExactly("kept 1");
  }

  @Test
  void listenerThatMissesAnEntryEndsAllConnectionsBeforeTheNextEntry() {
    Logger.getLogger(RoomListeners.class.getName()).setLevel(Level.OFF);
    var transcript = new MemoryTranscript(clock);
    ChatRoom fragile = new ChatRoom(RoomName.LOBBY, transcript, GRACE, clock);
    fragile.addListener(
        new RoomListener() {
          @Override
          public void broadcast(Entry entry) {
            throw new OutOfMemoryError("while " + entry.seq() + " was encoded");
          }
        });
    fragile.addListener(heard);
    var client = new FakeRoomClient();
    Seat ann = join(fragile, ANN, client);

    RecordingReceipt first = new RecordingReceipt();
    RecordingReceipt second = new RecordingReceipt();
    ann.say("1", "hi", 0, first);
    ann.say("2", "ho", 0, second);

    assertThat(client.removals()).containsExactly(RoomClient.RemovalReason.STREAM_ENDED);
    assertThat(heard.lines()).containsExactly("+Ann 1", "1 Ann:hi");
    assertThat(first.calls()).containsExactly("kept 1");
    assertThat(second.calls()).containsExactly("kept 2");
  }

  @Test
  void flushedIsCalledAfterTheEventWithoutTheLock() {
    LockProbe probe = new LockProbe();
    Seat ann = join(ANN);
    room.addListener(probe);

    say(ann, "hi");

    assertThat(probe.order).containsExactly("entry", "flushed, unlocked");
  }

  /** Records whether another thread can use the room during {@link #flushed}. */
  private final class LockProbe implements RoomListener {
    private final List<String> order = new ArrayList<>();

    @Override
    public void broadcast(Entry entry) {
      order.add("entry");
    }

    @Override
    public void flushed() {
      if (order.size() == 1) {
        order.add("flushed");
        var other = CompletableFuture.runAsync(() -> join(BEN));
        order.set(1, "flushed, " + (done(other) ? "unlocked" : "locked"));
      }
    }

    private static boolean done(CompletableFuture<Void> other) {
      try {
        other.get(10, TimeUnit.SECONDS);
        return true;
      } catch (InterruptedException | ExecutionException | TimeoutException e) {
        return false;
      }
    }
  }

  private record ThrowingListener(Function<String, RuntimeException> failure)
      implements RoomListener {
    @Override
    public void joined(Member member, int count) {
      throw failure.apply("joined");
    }

    @Override
    public void left(Member member, int count) {
      throw failure.apply("left");
    }

    @Override
    public void typing(Member member) {
      throw failure.apply("typing");
    }

    @Override
    public void tick() {
      throw failure.apply("tick");
    }

    @Override
    public void flushed() {
      throw failure.apply("flushed");
    }

    @Override
    public void closed() {
      throw failure.apply("closed");
    }
  }
}
