package chat.sqlite.testing;

import chat.sqlite.SqliteSettings;
import chat.sqlite.db.Database;
import chat.sqlite.read.ReaderPool;
import chat.sqlite.search.Search;
import chat.sqlite.write.Checkpointer;
import chat.sqlite.write.CommitQueue;
import java.time.Duration;

/** The default settings with one part replaced. */
public final class TestSettings {
  private static final SqliteSettings DEFAULTS = SqliteSettings.DEFAULTS;

  /** An indexer without pauses. */
  public static final Search.Settings EAGER_SEARCH = search(20_000, Duration.ZERO, 0, 0);

  private TestSettings() {}

  public static Search.Settings search(
      int maxScanned, Duration roundPause, int quietFactor, int busyFactor) {
    Search.Settings settings = DEFAULTS.search();
    return new Search.Settings(
        maxScanned,
        settings.batch(),
        settings.slice(),
        roundPause,
        quietFactor,
        busyFactor,
        settings.retryPause(),
        settings.longestRetryPause());
  }

  /** An indexer that tries again and again to build an index. */
  public static Search.Settings retrying(int maxScanned) {
    Search.Settings settings = EAGER_SEARCH;
    return new Search.Settings(
        maxScanned,
        settings.batch(),
        settings.slice(),
        settings.roundPause(),
        settings.quietFactor(),
        settings.busyFactor(),
        Duration.ofMillis(1),
        Duration.ofMillis(20));
  }

  /** A checkpointer that copies after each commit, and an indexer without pauses. */
  public static SqliteSettings eager() {
    return new SqliteSettings(
        DEFAULTS.database(),
        DEFAULTS.queue(),
        new Checkpointer.Settings(1, Duration.ZERO),
        DEFAULTS.readers(),
        EAGER_SEARCH);
  }

  public static SqliteSettings with(Database.Settings database) {
    return new SqliteSettings(
        database, DEFAULTS.queue(), DEFAULTS.checkpoints(), DEFAULTS.readers(), DEFAULTS.search());
  }

  public static SqliteSettings with(CommitQueue.Settings queue) {
    return new SqliteSettings(
        DEFAULTS.database(), queue, DEFAULTS.checkpoints(), DEFAULTS.readers(), DEFAULTS.search());
  }

  public static SqliteSettings with(ReaderPool.Settings readers) {
    return new SqliteSettings(
        DEFAULTS.database(), DEFAULTS.queue(), DEFAULTS.checkpoints(), readers, DEFAULTS.search());
  }

  public static SqliteSettings with(Search.Settings search) {
    return new SqliteSettings(
        DEFAULTS.database(), DEFAULTS.queue(), DEFAULTS.checkpoints(), DEFAULTS.readers(), search);
  }
}
