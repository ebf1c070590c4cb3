package chat.web.calls;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.CalledBots.CalledBot;
import chat.core.MentionIndexer;
import chat.core.log.Draft;
import chat.core.log.LogListener;
import chat.core.log.MemoryTranscripts;
import chat.core.log.Transcript;
import chat.core.member.CallQueue;
import chat.core.name.Member;
import chat.core.name.Nickname;
import chat.core.name.RoomName;
import chat.core.testing.Await;
import chat.core.testing.RecordingReceipt;
import chat.web.calls.CallAttempt.Outcome;
import chat.web.config.ServerSecrets;
import chat.web.metrics.CallMetrics;
import chat.web.moderation.RulingFiles;
import chat.web.programs.Program.Bot;
import chat.web.programs.Programs;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mentions of bots become calls, which are repeated until they succeed or end. */
@Timeout(60)
class BotCallsTest {
  private static final RoomName TEA = new RoomName("tea");
  private static final Member ANN = new Member("a", "Ann");
  private static final CallSettings SETTINGS =
      new CallSettings(
          List.of(Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(1)),
          Duration.ofSeconds(10),
          64,
          64,
          8,
          4,
          1_000,
          Duration.ofMillis(20));

  private final InstantSource clock = InstantSource.system();
  private final MemoryTranscripts transcripts = new MemoryTranscripts(clock);
  private final Transcript tea = transcripts.open(TEA);
  private final Programs programs =
      new Programs(new RulingFiles(ServerSecrets.temporary(List.of(new byte[32]), "key"), clock));
  private final CallMetrics metrics = new CallMetrics();
  private final BlockingQueue<BotCall.Key> tries = new LinkedBlockingQueue<>();
  private volatile boolean leads = true;
  private Bot bot;
  private MentionIndexer mentions;
  private BotCalls calls;

  @BeforeEach
  void addBot() throws Programs.TooManyException {
    bot =
        programs
            .addBot(new Nickname("Helper"), Optional.of(URI.create("http://bot.example/")))
            .program();
  }

  @AfterEach
  void close() {
    calls.close();
    mentions.close();
  }

  private void start(Function<BotCall.Key, Outcome> attempt) {
    mentions = new MentionIndexer(transcripts, Duration.ofMillis(1), this::find);
    transcripts.onCommitted((room, entry) -> mentions.committed(room, entry));
    calls =
        new BotCalls(
            programs,
            transcripts,
            mentions,
            () -> leads,
            key -> {
              tries.add(key);
              return attempt.apply(key);
            },
            SETTINGS,
            metrics,
            clock);
    transcripts.members().onChange(calls::memberChanged);
    calls.programsChanged();
  }

  /** As a process that is killed: nothing of it goes on. */
  private void kill() {
    transcripts.onCommitted(LogListener.NONE);
    transcripts.members().onChange(id -> {});
    close();
  }

  private Optional<CalledBot> find(String nameKey) {
    return Optional.ofNullable(programs.calledBots().get(nameKey))
        .map(found -> new CalledBot(found.member().id(), Instant.EPOCH));
  }

  private long say(Member author, String text) {
    var receipt = new RecordingReceipt();
    tea.append(new Draft.Say(author, "", text, 0), receipt);
    return receipt.seq();
  }

  private long nextTry() throws InterruptedException {
    BotCall.Key key = tries.poll(20, TimeUnit.SECONDS);
    assertThat(key).as("a try").isNotNull();
    assertThat(key.botId()).isEqualTo(bot.member().id());
    return key.call().message().seq();
  }

  private void awaitNothingWaits() {
    Await.until("no call waits", () -> waiting().isEmpty());
  }

  private List<CallQueue.WaitingCall> waiting() {
    return new CallQueue(transcripts.members()).waiting(bot.member().id());
  }

  @Test
  void mentionIsCalledForOnce() throws InterruptedException {
    start(key -> Outcome.ANSWERED);
    say(ANN, "hello");
    long mention = say(ANN, "hello @helper!");
    assertThat(nextTry()).isEqualTo(mention);
    awaitNothingWaits();
    long second = say(ANN, "@Helper and @Helper");
    assertThat(nextTry()).isEqualTo(second);
    Await.until("both are counted", () -> metrics.answered() == 2);
    assertThat(tries).isEmpty();
  }

  @Test
  void callIsGivenUpAfterItsLastTry() throws InterruptedException {
    start(key -> Outcome.FAILED);
    long mention = say(ANN, "@Helper");
    Await.until("it is given up", () -> metrics.givenUp() == 1);
    awaitNothingWaits();
    assertThat(metrics.failed()).isEqualTo(SETTINGS.waits().size());
    for (int i = 0; i < SETTINGS.waits().size(); i++) {
      assertThat(nextTry()).isEqualTo(mention);
    }
    assertThat(tries).isEmpty();
  }

  @Test
  void wordsOfBotsAndEditsCallNobody() throws InterruptedException {
    start(key -> Outcome.ANSWERED);
    say(new Member("bot-AAAAAAAAAAAA", "Other"), "@Helper");
    say(bot.member(), "@Helper");
    long mine = say(ANN, "hello");
    tea.append(new Draft.Edit(ANN, "", mine, "@Helper"), new RecordingReceipt());
    long mention = say(ANN, "@Helper");
    assertThat(nextTry()).isEqualTo(mention);
    awaitNothingWaits();
    assertThat(tries).isEmpty();
  }

  @Test
  void callThatRanWhenTheServerEndedIsRepeated() throws InterruptedException {
    var never = new Semaphore(0);
    start(key -> block(never));
    long mention = say(ANN, "@Helper");
    assertThat(nextTry()).isEqualTo(mention);
    kill();
    start(key -> Outcome.ANSWERED);
    assertThat(nextTry()).isEqualTo(mention);
    awaitNothingWaits();
  }

  private static Outcome block(Semaphore never) {
    try {
      never.acquire();
      return Outcome.ANSWERED;
    } catch (InterruptedException e) {
      return Outcome.POSTPONED;
    }
  }

  @Test
  void mentionThatNobodyFoundBeforeTheServerEndedIsCalledForAfterTheNextStart()
      throws InterruptedException {
    long mention = say(ANN, "@Helper");
    start(key -> Outcome.ANSWERED);
    assertThat(nextTry()).isEqualTo(mention);
  }

  @Test
  void serverThatDoesNotLeadCallsNobodyUntilItLeads() throws InterruptedException {
    leads = false;
    start(key -> Outcome.ANSWERED);
    long mention = say(ANN, "@Helper");
    Await.until("the mention is found", () -> !waiting().isEmpty());
    assertThat(tries).isEmpty();
    leads = true;
    assertThat(nextTry()).isEqualTo(mention);
    awaitNothingWaits();
  }

  @Test
  void revokedBotIsNotCalledAgain() throws InterruptedException {
    start(key -> {
      boolean revoked = programs.remove(key.botId(), Bot.class);
      return revoked ? Outcome.FAILED : Outcome.ANSWERED;
    });
    say(ANN, "@Helper");
    nextTry();
    Await.until("the try is counted", () -> metrics.failed() == 1);
    awaitNothingWaits();
    say(ANN, "@Helper");
    assertThat(tries).isEmpty();
  }

  @Test
  void manyMentionsAreAllCalledFor() throws InterruptedException {
    start(key -> Outcome.ANSWERED);
    List<Long> said = IntStream.range(0, 300).mapToObj(i -> say(ANN, "@Helper " + i)).toList();
    for (int i = 0; i < said.size(); i++) {
      assertThat(said).contains(nextTry());
    }
    awaitNothingWaits();
    assertThat(tries).isEmpty();
  }
}
