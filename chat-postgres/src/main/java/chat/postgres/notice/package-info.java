/** Notices between the servers of one database. */
package chat.postgres.notice;
