/** The files of members, in chunks in the database, so that each server has them. */
package chat.postgres.file;
