/** Finds messages by words, with an index that follows the commits. */
package chat.postgres.search;
