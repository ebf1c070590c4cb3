/**
 * The durable log in one SQLite file. A follower is notified of an entry after its commit. Found by
 * ServiceLoader; no module requires it.
 */
module chat.sqlite {
  requires chat.core;
  requires chat.files;
  requires java.sql;
  requires org.xerial.sqlitejdbc;

  provides chat.core.log.TranscriptProvider with
      chat.sqlite.SqliteProvider;
}
