/**
 * The log in a file. A draft goes {@link chat.sqlite.SqliteTranscript#append} → {@link
 * chat.sqlite.Intake} → {@link chat.sqlite.Committer}, which writes what has gathered into one
 * transaction: a {@link chat.sqlite.Sitting} for each room judges and numbers, a {@link
 * chat.sqlite.Pen} writes. After the commit the follower is told. What was kept is read through
 * {@link chat.sqlite.Readers}, which never wait for the committer, nor it for them. What somebody
 * searches for a {@link chat.sqlite.Finding} finds through the {@link chat.sqlite.SearchIndex},
 * which an {@link chat.sqlite.Indexer} fills behind the commits.
 */
package chat.sqlite;
