package chat.postgres.log;

import chat.core.file.FileId;
import chat.core.log.Entry;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.postgres.db.Connector;
import chat.postgres.db.Database;
import chat.postgres.db.FailureReason;
import chat.postgres.db.Outage;
import chat.postgres.entry.CommitListener;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The one thread that writes. It keeps the submissions that have gathered, of all rooms, and then
 * notifies the rooms, the authors and the other servers.
 *
 * <p>A failure of the connection says nothing about the outcome. Therefore the same drafts are sent
 * again until the database answers; their ids and tokens make each of them one entry.
 */
public final class Committer implements Runnable {
  private static final System.Logger LOG = System.getLogger(Committer.class.getName());

  private final CommitQueue queue;
  private final Connector database;
  private final List<CommitListener> listeners;
  private final Consumer<List<FileId>> detached;
  private final InstantSource clock;
  private final Settings settings;
  // Null before the first use, and after a failure.
  private Connection connection;
  private final Outage outage = new Outage();
  private long closingSince;

  /**
   * Periods of the committer.
   *
   * @param testInterval how long nobody talks before the connection is tested
   * @param retryPause between two attempts to reach the database
   * @param closeTimeout how long drafts are sent again after the end has begun
   */
  public record Settings(Duration testInterval, Duration retryPause, Duration closeTimeout) {
    public static final Settings DEFAULTS =
        new Settings(Duration.ofSeconds(5), Duration.ofMillis(200), Duration.ofSeconds(4));
  }

  /**
   * Keeps nothing yet.
   *
   * @param detached called after a commit with files that no message has any more
   */
  public Committer(
      CommitQueue queue,
      Connector database,
      List<CommitListener> listeners,
      Consumer<List<FileId>> detached,
      InstantSource clock,
      Settings settings) {
    this.queue = queue;
    this.database = database;
    this.listeners = listeners;
    this.detached = detached;
    this.clock = clock;
    this.settings = settings;
  }

  /** While nothing that is said would be kept at once. */
  public Outage outage() {
    return outage;
  }

  /** Ends when the queue is closed and everything in it is answered, or the time for it is over. */
  @Override
  public void run() {
    boolean open = true;
    while (open) {
      try {
        open = commitNext();
      } catch (GivenUpException e) {
        LOG.log(Level.ERROR, "the database is away at the end; drafts that wait have no answer");
        open = false;
      } catch (RuntimeException | Error e) {
        LOG.log(Level.ERROR, "the committer failed", e);
      }
    }
    disconnect();
  }

  private boolean commitNext() throws GivenUpException {
    // Before the take: a queue that was closed and is empty then stays empty.
    boolean closed = queue.isClosed();
    List<Submission> left = queue.take(settings.testInterval());
    if (left.isEmpty()) {
      if (!closed) {
        test();
      }
      return !closed;
    }
    while (!left.isEmpty()) {
      left = commit(left);
    }
    return true;
  }

  /** With nobody talking, finds out whether a message would be kept. */
  private void test() {
    try (Statement statement = connection().createStatement()) {
      statement.execute("SELECT 1");
      recovered();
    } catch (SQLException e) {
      failed(e);
    }
  }

  /** Keeps one round of submissions; returns those that are left for the next one, in order. */
  private List<Submission> commit(List<Submission> submissions) throws GivenUpException {
    try {
      return round(submissions);
    } catch (SQLException e) {
      // The database has refused the data, so nothing of this round is kept: one by one, then.
      if (submissions.size() == 1) {
        LOG.log(Level.ERROR, "a draft was refused by the database: " + FailureReason.of(e));
        submissions.getFirst().reject();
        return List.of();
      }
      for (Submission each : submissions) {
        List<Submission> left = List.of(each);
        while (!left.isEmpty()) {
          left = commit(left);
        }
      }
      return List.of();
    }
  }

  private List<Submission> round(List<Submission> submissions)
      throws SQLException, GivenUpException {
    List<Round.Judged> round = untilAnswered(database -> Round.judge(database, submissions));
    long now = clock.instant().toEpochMilli();
    List<Answer> answers = untilAnswered(database -> Answer.keep(database, round, now));
    Set<Submission> done = new HashSet<>();
    Map<PostgresTranscript, Delivery> deliveries = new LinkedHashMap<>();
    for (int i = 0; i < round.size(); i++) {
      Answer answer = answers.get(i);
      if (answer.outcome() != Answer.Outcome.AGAIN) {
        Submission submission = round.get(i).submission();
        done.add(submission);
        deliveries
            .computeIfAbsent(submission.target(), _ -> new Delivery())
            .add(round.get(i), answer);
      }
    }
    deliveries.forEach(this::notifyListeners);
    deliveries.forEach(Committer::deliver);
    deliveries.keySet().forEach(target -> guarded(target::flushed));
    answers.stream()
        .map(Answer::detached)
        .filter(files -> !files.isEmpty())
        .forEach(files -> guarded(() -> detached.accept(files)));
    return submissions.stream().filter(each -> !done.contains(each)).toList();
  }

  /** The entries and receipts of a round for one room. */
  private static final class Delivery {
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Long, List<Receipt>> receipts = new LinkedHashMap<>();
    private final List<Runnable> refusals = new ArrayList<>();

    void add(Round.Judged draft, Answer answer) {
      Submission submission = draft.submission();
      switch (answer.outcome()) {
        case KEPT, KNOWN -> {
          receipts
              .computeIfAbsent(answer.number(), _ -> new ArrayList<>())
              .add(submission.receipt());
          if (answer.outcome() == Answer.Outcome.KEPT) {
            Instant at = Instant.ofEpochMilli(answer.at());
            entries.add(submission.draft().numbered(answer.number(), at));
          }
        }
        case REFUSED -> refuse(submission, draft.refusal().orElseThrow());
        case TOO_FAST -> refuse(submission, Refusal.tooFast(Duration.ofMillis(answer.number())));
        case NO_SUCH_FILE -> refuse(submission, Refusal.of(Refusal.Code.NO_SUCH_FILE));
        case TOO_MANY_PINS -> refuse(submission, Refusal.of(Refusal.Code.TOO_MANY_PINS));
        case SLOW -> refuse(submission, Refusal.slow(Duration.ofMillis(answer.number())));
        case AGAIN -> {}
      }
    }

    private void refuse(Submission submission, Refusal refusal) {
      refusals.add(() -> submission.receipt().refused(refusal));
    }
  }

  private void notifyListeners(PostgresTranscript target, Delivery delivery) {
    if (!delivery.entries.isEmpty()) {
      listeners.forEach(
          listener -> guarded(() -> listener.committed(target.name(), delivery.entries)));
    }
  }

  private static void deliver(PostgresTranscript target, Delivery delivery) {
    guarded(() -> target.committed(delivery.entries, delivery.receipts));
    delivery.refusals.forEach(Committer::guarded);
  }

  private interface Attempt<T> {
    T on(Connection connection) throws SQLException;
  }

  /**
   * Tries until the database answers.
   *
   * @throws SQLException when the database has refused the data, and rolled back
   * @throws GivenUpException when the queue is closed and the time for it is over
   */
  private <T> T untilAnswered(Attempt<T> attempt) throws SQLException, GivenUpException {
    while (true) {
      try {
        T result = attempt.on(connection());
        recovered();
        return result;
      } catch (SQLException e) {
        if (FailureReason.isOfTheData(e)) {
          throw e;
        }
        failed(e);
      }
      awaitRetry();
    }
  }

  private void awaitRetry() throws GivenUpException {
    if (queue.isClosed()) {
      long now = System.nanoTime();
      closingSince = closingSince == 0 ? now : closingSince;
      if (now - closingSince > settings.closeTimeout().toNanos()) {
        throw new GivenUpException();
      }
    }
    queue.pause(settings.retryPause());
  }

  private static final class GivenUpException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private Connection connection() throws SQLException {
    if (connection == null) {
      connection = database.connect();
    }
    return connection;
  }

  private void failed(SQLException e) {
    disconnect();
    String reason = FailureReason.of(e);
    if (outage.failed(reason)) {
      LOG.log(Level.ERROR, "what is said waits: " + reason);
    }
  }

  private void recovered() {
    if (outage.ended()) {
      LOG.log(Level.INFO, "what is said is kept again");
    }
  }

  private void disconnect() {
    Connection old = connection;
    connection = null;
    Database.close(old);
  }

  /** A notification that throws is no reason for the others not to be notified. */
  private static void guarded(Runnable notification) {
    try {
      notification.run();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "a notification after a commit failed", e);
    }
  }
}
