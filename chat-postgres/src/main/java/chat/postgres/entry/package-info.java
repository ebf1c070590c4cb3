/** Entries and messages in the tables. */
package chat.postgres.entry;
