/**
 * The durable log in a PostgreSQL database. A follower is notified of an entry after its commit.
 * Found by ServiceLoader; no module requires it.
 */
// The driver is an automatic module when we compile; the image has a descriptor for it.
@SuppressWarnings("requires-automatic")
module chat.postgres {
  requires chat.core;
  requires java.sql;
  requires org.postgresql.jdbc;

  provides chat.core.log.TranscriptProvider with
      chat.postgres.PostgresProvider;
}
