/** The database file: connections, schema, keys, and which numbering the file has. */
package chat.sqlite.db;
