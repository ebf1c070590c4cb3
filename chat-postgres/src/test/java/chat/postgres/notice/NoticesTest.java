package chat.postgres.notice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.log.TranscriptProvider.Location;
import chat.core.log.TranscriptProvider.OpenException;
import chat.postgres.db.Database;
import chat.postgres.testing.FaultyProxy;
import chat.postgres.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Notices arrive at the other servers, and after each failure what is in the database is compared.
 */
@Tag("server")
class NoticesTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Notices.Settings RARE_COMPARISON =
      new Notices.Settings(LONG, Duration.ofMillis(300), Duration.ofMillis(10), LONG);
  private static final Notices.Settings OFTEN_COMPARED =
      new Notices.Settings(
          Duration.ofMillis(20), Duration.ofMillis(300), Duration.ofMillis(10), LONG);

  private static final PostgresServer SERVER = PostgresServer.shared();

  private final List<Notices> opened = new ArrayList<>();
  private Location location;

  @BeforeEach
  void createDatabase() throws SQLException {
    location = SERVER.cleared();
  }

  @AfterEach
  void closeAll() {
    opened.forEach(Notices::close);
  }

  /** Records what it is notified of. */
  private static final class RecordingHandler implements NoticeHandler {
    private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> comparisons = new LinkedBlockingQueue<>();

    @Override
    public void notice(String sender, String[] fields) {
      notices.add(sender + ":" + String.join("|", fields));
    }

    @Override
    public void compare(Connection connection) {
      comparisons.add("compared");
    }

    String next() throws InterruptedException {
      return notices.poll(20, TimeUnit.SECONDS);
    }

    void awaitComparison() throws InterruptedException {
      assertThat(comparisons.poll(20, TimeUnit.SECONDS)).isNotNull();
    }
  }

  private Notices open(Location place, Notices.Settings settings, NoticeHandler handler)
      throws SQLException {
    var notices = new Notices(Database.of(place, Map.of()), settings);
    opened.add(notices);
    notices.start(List.of(handler));
    return notices;
  }

  @Test
  void noticeArrivesAtTheOtherServersAndNotAtItsOwn() throws Exception {
    var here = new RecordingHandler();
    var there = new RecordingHandler();
    Notices ann = open(location, RARE_COMPARISON, here);
    Notices ben = open(location, RARE_COMPARISON, there);
    there.awaitComparison();

    ann.send("e", "lobby", "17");
    ben.send("p");

    assertThat(there.next()).isEqualTo(ann.server() + ":e|lobby|17");
    assertThat(here.next()).isEqualTo(ben.server() + ":p");
    assertThat(ann.server()).isNotEqualTo(ben.server());
  }

  @Test
  void everyLineOfManyArrivesOnceAndInOrder() throws Exception {
    var there = new RecordingHandler();
    Notices ann = open(location, RARE_COMPARISON, new RecordingHandler());
    open(location, RARE_COMPARISON, there);
    there.awaitComparison();
    String name = "房".repeat(400);
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      ann.send("t", name, "" + i);
      sent.add(ann.server() + ":t|" + name + "|" + i);
    }

    List<String> heard = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      heard.add(there.next());
    }
    assertThat(heard).isEqualTo(sent);
  }

  @Test
  void noticeHasFewerBytesThanTheEngineTakes() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      lines.add(i + "房".repeat(i * 20));
    }

    List<String> payloads = NoticeSender.payloads("server", lines);

    assertThat(payloads)
        .hasSizeBetween(4, 5)
        .allSatisfy(each -> {
          assertThat(each.getBytes(UTF_8)).hasSizeLessThan(8_000);
          assertThat(each).startsWith("server\n");
        });
    assertThat(payloads.stream().flatMap(each -> each.lines().skip(1))).isEqualTo(lines);
  }

  @Test
  void listenerThatTheEngineEndsListensAgainAndCompares() throws Exception {
    var there = new RecordingHandler();
    Notices ann = open(location, RARE_COMPARISON, new RecordingHandler());
    open(location, RARE_COMPARISON, there);
    there.awaitComparison();

    PostgresServer.execute(
        location,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT 1' OR query LIKE 'LISTEN%'");

    there.awaitComparison();
    ann.send("e", "lobby", "18");
    assertThat(there.next()).isEqualTo(ann.server() + ":e|lobby|18");
  }

  @Test
  void connectionThatAnswersNoMoreIsReplaced() throws Exception {
    try (var proxy = new FaultyProxy(location)) {
      var there = new RecordingHandler();
      Notices ann = open(location, RARE_COMPARISON, new RecordingHandler());
      open(proxy.location(), OFTEN_COMPARED, there);
      there.awaitComparison();

      proxy.silence();
      there.comparisons.clear();
      there.awaitComparison();
      there.awaitComparison();
      ann.send("e", "lobby", "19");

      assertThat(there.next()).isEqualTo(ann.server() + ":e|lobby|19");
    }
  }

  @Test
  void senderWhoseConnectionEndsSendsAgain() throws Exception {
    var there = new RecordingHandler();
    Notices ann = open(location, RARE_COMPARISON, new RecordingHandler());
    open(location, RARE_COMPARISON, there);
    there.awaitComparison();

    PostgresServer.execute(
        location,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_notify(%' AND pid <> pg_backend_pid()");
    String heard = null;
    for (int i = 0; heard == null && i < 2_000; i++) {
      // The first ones are lost.
      ann.send("p", "" + i);
      heard = there.notices.poll(10, TimeUnit.MILLISECONDS);
    }

    assertThat(heard).startsWith(ann.server() + ":p|");
  }

  @Test
  void handlerThatFailsHindersNoOther() throws Exception {
    var there = new RecordingHandler();
    var failing =
        new NoticeHandler() {
          @Override
          public void notice(String sender, String[] fields) {
            throw new IllegalStateException("planted");
          }

          @Override
          public void compare(Connection connection) {
            throw new IllegalStateException("planted");
          }
        };
    Notices ann = open(location, RARE_COMPARISON, new RecordingHandler());
    var ben = new Notices(Database.of(location, Map.of()), RARE_COMPARISON);
    opened.add(ben);
    ben.start(List.of(failing, there));
    there.awaitComparison();

    ann.send("p");

    assertThat(there.next()).isEqualTo(ann.server() + ":p");
  }

  @Test
  void startIsRefusedWhereNoNoticeArrives() throws Exception {
    try (var proxy = new FaultyProxy(location)) {
      proxy.loseNotices(true);
      var brief =
          new Notices.Settings(
              LONG, Duration.ofMillis(300), Duration.ofMillis(10), Duration.ofMillis(200));
      assertThatThrownBy(() -> open(proxy.location(), brief, new RecordingHandler()))
          .isInstanceOf(OpenException.class)
          .hasMessageStartingWith("--database: ")
          .hasMessageContaining("pooler in session mode");

      proxy.loseNotices(false);
      open(proxy.location(), brief, new RecordingHandler());
    }
  }
}
