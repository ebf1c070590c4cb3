package chat.sqlite.search;

import chat.core.file.AttachmentText;
import chat.core.log.Entry;
import chat.core.log.SearchQuery;
import chat.sqlite.db.ConnectionOwner;
import chat.sqlite.db.EntryKey;
import chat.sqlite.db.PreparedQuery;
import chat.sqlite.read.Reader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** Adds texts to the index, and removes them. For one thread. */
final class IndexWriter extends ConnectionOwner {
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
    super(connection);
    progress = new PreparedQuery(connection, IndexSearcher.PROGRESS);
    advance = new PreparedQuery(connection, "INSERT OR REPLACE INTO progress VALUES (?, ?)");
    put =
        new PreparedQuery(connection, "INSERT OR REPLACE INTO text (rowid, folded) VALUES (?, ?)");
    remove = new PreparedQuery(connection, "DELETE FROM text WHERE rowid = ?");
  }

  /** The last entry of a room that is in the index. */
  long progress(long room) throws SQLException {
    return progress.queryOne(row -> row.getLong(1), room).orElse(0L);
  }

  /** Applies the next entry of a room; it is found after the commit. */
  void add(long room, Entry entry, Reader log) throws SQLException {
    switch (entry) {
      case Entry.Said said when !said.deleted() ->
          put(
              EntryKey.of(room, said.seq()),
              AttachmentText.searchedText(said.text(), said.files()));
      case Entry.Edited edited when !edited.deleted() ->
          // The files are those of the message, and a later text is found as well.
          putText(EntryKey.of(room, edited.target()), log);
      case Entry.Deleted deleted -> remove.update(EntryKey.of(room, deleted.target()));
      case Entry.Said deleted -> {}
      case Entry.Edited deleted -> {}
      case Entry.Reacted reacted -> {}
      case Entry.Pinned pinned -> {}
    }
  }

  /** Commits; all entries of the room up to {@code seq} are in the index then. */
  void commit(long room, long seq) throws SQLException {
    advance.update(room, seq);
    connection.commit();
  }

  private void putText(long key, Reader log) throws SQLException {
    Optional<String> text = log.text(key);
    log.endSnapshot();
    if (text.isPresent()) {
      put(key, text.get());
    }
  }

  private void put(long key, String text) throws SQLException {
    put.update(key, SearchQuery.fold(text) + SearchIndex.END);
  }

  /** Removes deleted messages, however far the index is otherwise; commits. */
  void remove(List<Long> keys) throws SQLException {
    for (long key : keys) {
      remove.update(key);
    }
    connection.commit();
  }

  /** Empties the journal, which may still have deleted text; false when it is in use. */
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
}
