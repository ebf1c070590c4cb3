/** The log of a room: entries, drafts that become entries, and the log in memory. */
package chat.core.log;
