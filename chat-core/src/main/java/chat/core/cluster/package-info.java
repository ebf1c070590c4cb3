/**
 * The servers of one database: their presences, events, and the stores that they share besides the
 * log.
 */
package chat.core.cluster;
