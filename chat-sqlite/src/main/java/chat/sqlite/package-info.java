/**
 * The log in one SQLite file. A draft goes {@link chat.sqlite.SqliteTranscript#append} → {@link
 * chat.sqlite.write.CommitQueue} → {@link chat.sqlite.write.Committer}, which writes the drafts
 * that have gathered in one transaction: a {@link chat.sqlite.write.RoomBatch} for each room
 * validates and numbers them, an {@link chat.sqlite.write.EntryWriter} writes them. After the
 * commit the follower is notified. Entries are read through a {@link chat.sqlite.read.ReaderPool};
 * readers and the committer never wait for one another. A {@link
 * chat.sqlite.search.SearchExecution} finds messages through the {@link
 * chat.sqlite.search.SearchIndex}, which an {@link chat.sqlite.search.Indexer} updates behind the
 * commits.
 */
package chat.sqlite;
