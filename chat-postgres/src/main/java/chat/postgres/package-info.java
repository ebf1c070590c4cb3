/**
 * The log in a PostgreSQL database, which several servers may share.
 *
 * <p>A draft goes {@link chat.postgres.log.PostgresTranscript#append} → {@link
 * chat.postgres.log.CommitQueue} → {@link chat.postgres.log.Committer}, which validates the drafts
 * that have gathered ({@link chat.postgres.log.Round}) and keeps them with one statement, the
 * function {@code keep} of {@code schema.sql}. After the commit it sends one of the {@link
 * chat.postgres.notice.Notices} to the other servers, and notifies the follower. Where entries of
 * other servers come before, {@link chat.postgres.log.CatchUp} reads them, and the follower is
 * notified in the order of the numbers ({@link chat.postgres.log.EntryOrder}). Entries are read
 * through a {@link chat.postgres.db.ConnectionPool}.
 */
package chat.postgres;
