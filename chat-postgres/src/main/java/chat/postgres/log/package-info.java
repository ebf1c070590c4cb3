/** The logs of rooms: one thread commits, another reads what other servers have committed. */
package chat.postgres.log;
