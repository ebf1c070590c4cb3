/**
 * The log in a PostgreSQL database. A draft goes {@link chat.postgres.PostgresTranscript#append} →
 * {@link chat.postgres.CommitQueue} → {@link chat.postgres.Committer}, which validates the drafts
 * that have gathered ({@link chat.postgres.Round}) and keeps them with one statement, the function
 * {@code keep} of {@code schema.sql}. After the commit the follower is notified. Entries are read
 * through a {@link chat.postgres.ReaderPool}. The servers of one database notify each other with
 * {@link chat.postgres.Notices}.
 */
package chat.postgres;
