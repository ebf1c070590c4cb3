/**
 * The driver of PostgreSQL. It provides no java.sql.Driver, because java.sql.DriverManager would
 * load it beside SQLite's; java.naming checks the names in certificates.
 */
module org.postgresql.jdbc {
  requires transitive java.sql;
  requires java.logging;
  requires java.naming;
  requires static java.desktop;
  requires static java.management;
  requires static java.security.jgss;
  requires static java.transaction.xa;

  exports org.postgresql;
  exports org.postgresql.util;
}
