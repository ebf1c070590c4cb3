/** Connections to the database, its schema, and the reasons of failures. */
package chat.postgres.db;
