package chat.sqlite;

import chat.sqlite.db.Database;
import chat.sqlite.read.ReaderPool;
import chat.sqlite.search.Search;
import chat.sqlite.write.Checkpointer;
import chat.sqlite.write.CommitQueue;

/** The periods and limits of the log, each in the record of the class that keeps to it. */
public record SqliteSettings(
    Database.Settings database,
    CommitQueue.Settings queue,
    Checkpointer.Settings checkpoints,
    ReaderPool.Settings readers,
    Search.Settings search) {
  public static final SqliteSettings DEFAULTS =
      new SqliteSettings(
          Database.Settings.DEFAULTS,
          CommitQueue.Settings.DEFAULTS,
          Checkpointer.Settings.DEFAULTS,
          ReaderPool.Settings.DEFAULTS,
          Search.Settings.DEFAULTS);
}
