/**
 * The durable log: what is said in all rooms, in one SQLite file. An entry is told only once it is
 * committed. Found by ServiceLoader; nobody requires it.
 */
module chat.sqlite {
  requires chat.core;
  requires chat.files;
  requires java.sql;
  requires org.xerial.sqlitejdbc;

  provides chat.core.log.TranscriptProvider with
      chat.sqlite.SqliteProvider;
}
