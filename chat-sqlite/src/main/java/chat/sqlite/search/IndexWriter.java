package chat.sqlite.search;

import chat.core.log.Entry;
import chat.core.log.SearchQuery;
import chat.sqlite.db.EntryKey;
import chat.sqlite.db.PreparedQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Takes what the log has into the index, and out of it. For one thread. */
final class IndexWriter implements AutoCloseable {
  private final Connection connection;
  private final PreparedQuery progress;
  private final PreparedQuery advance;
  private final PreparedQuery put;
  private final PreparedQuery remove;

  static IndexWriter open(SearchIndex index) throws SQLException {
    Connection connection = index.connect();
    try {
      return new IndexWriter(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private IndexWriter(Connection connection) throws SQLException {
    this.connection = connection;
    progress = new PreparedQuery(connection, IndexSearcher.PROGRESS);
    advance = new PreparedQuery(connection, "INSERT OR REPLACE INTO progress VALUES (?, ?)");
    put =
        new PreparedQuery(connection, "INSERT OR REPLACE INTO text (rowid, folded) VALUES (?, ?)");
    remove = new PreparedQuery(connection, "DELETE FROM text WHERE rowid = ?");
  }

  /** The last entry of a room that is in the index. */
  long progress(long room) throws SQLException {
    return progress.one(row -> row.getLong(1), room).orElse(0L);
  }

  /** Takes the next entry of a room in; it is there once it is committed. */
  void add(long room, Entry entry) throws SQLException {
    switch (entry) {
      case Entry.Said said when !said.deleted() -> put(EntryKey.of(room, said.seq()), said.text());
      case Entry.Edited edited when !edited.deleted() ->
          put(EntryKey.of(room, edited.of()), edited.text());
      case Entry.Deleted deleted -> remove.run(EntryKey.of(room, deleted.of()));
      case Entry.Said gone -> {}
      case Entry.Edited gone -> {}
      case Entry.Reacted reacted -> {}
    }
  }

  /** All entries of a room up to this one were taken in. */
  void commit(long room, long seq) throws SQLException {
    advance.run(room, seq);
    connection.commit();
  }

  private void put(long place, String text) throws SQLException {
    put.run(place, SearchQuery.fold(text) + SearchIndex.END);
  }

  /** Takes messages out that were taken back, however far the index is otherwise. */
  void remove(List<Long> places) throws SQLException {
    for (long place : places) {
      remove.run(place);
    }
    connection.commit();
  }

  /** Empties the journal, in which words that are gone may still stand; false: not now. */
  boolean emptyJournal() throws SQLException {
    connection.rollback();
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement();
        var row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
      return row.next() && row.getInt(1) == 0;
    } finally {
      connection.setAutoCommit(false);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
