/** Reads entries and messages on threads of their own, each with its own connection. */
package chat.sqlite.read;
