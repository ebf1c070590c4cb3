/**
 * The log in a file. A draft goes {@link chat.sqlite.SqliteTranscript#append} → {@link
 * chat.sqlite.write.CommitQueue} → {@link chat.sqlite.write.Committer}, which writes what has
 * gathered into one transaction: a {@link chat.sqlite.write.RoomBatch} for each room judges and
 * numbers, a {@link chat.sqlite.write.EntryWriter} writes. After the commit the follower is told.
 * What was kept is read through {@link chat.sqlite.read.ReaderPool}, which never wait for the
 * committer, nor it for them. What somebody searches for a {@link
 * chat.sqlite.search.SearchExecution} finds through the {@link chat.sqlite.search.SearchIndex},
 * which an {@link chat.sqlite.search.Indexer} fills behind the commits.
 */
package chat.sqlite;
