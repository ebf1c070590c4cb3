package chat.core.testing;

import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Message;
import chat.core.log.Transcript;
import chat.core.log.Transcript.ReadLimit;
import chat.core.log.Transcripts;
import chat.core.name.Member;
import chat.core.name.RoomName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A log without an entry, for the parts of {@link TranscriptContract}. */
abstract class TranscriptFixture {
  static final RoomName GARDEN = new RoomName("garden");
  static final Member ANN = new Member("a", "Ann");
  static final Member BEN = new Member("b", "Ben");
  static final ReadLimit FAR = new ReadLimit(10_000, 1_000_000);
  static final Instant START = Instant.parse("2026-11-23T08:00:00.123Z");
  static final int THREADS = 8;

  final AtomicReference<Instant> now = new AtomicReference<>(START);
  Transcripts transcripts;
  Transcript log;

  /** Opens logs without an entry. */
  protected abstract Transcripts open(InstantSource clock) throws Exception;

  @BeforeEach
  void openTranscript() throws Exception {
    transcripts = open(now::get);
    log = transcripts.open(RoomName.LOBBY);
  }

  @AfterEach
  void closeTranscripts() {
    transcripts.close();
  }

  static RecordingReceipt append(Transcript log, Draft draft) {
    var receipt = new RecordingReceipt();
    log.append(draft, receipt);
    return receipt;
  }

  RecordingReceipt append(Draft draft) {
    return append(log, draft);
  }

  long say(Member by, String text) {
    return append(new Draft.Say(by, "", text, 0)).seq();
  }

  RecordingReceipt edit(Member by, long of, String text) {
    return append(new Draft.Edit(by, "", of, text));
  }

  RecordingReceipt delete(Member by, long of) {
    return append(new Draft.Delete(by, "", of));
  }

  RecordingReceipt react(Member by, long of, String emoji, boolean on) {
    return append(new Draft.React(by, "", of, emoji, on));
  }

  RecordingReceipt pin(Member by, long of, boolean on) {
    return append(new Draft.Pin(by, "", of, on));
  }

  long answer(Member by, long of, String text) {
    return append(new Draft.Say(by, "", text, of)).seq();
  }

  List<Entry> all() {
    long last = log.before(1, FAR).asOf();
    return log.after(0, last, FAR).orElseThrow();
  }

  Message message(long seq) {
    return log.before(seq + 1, FAR).messages().getLast();
  }

  static void inParallel(int threads, java.util.function.IntConsumer work)
      throws InterruptedException {
    var ready = new CountDownLatch(threads);
    List<Thread> all =
        IntStream.range(0, threads)
            .mapToObj(i ->
                Thread.startVirtualThread(() -> {
                  ready.countDown();
                  try {
                    ready.await();
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                  work.accept(i);
                }))
            .toList();
    for (Thread thread : all) {
      thread.join();
    }
  }

  static List<Long> numbers(List<Entry> entries) {
    return entries.stream().map(Entry::seq).toList();
  }

  static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }
}
