/**
 * What the servers of one database share besides the log: presence, and events that are not kept.
 */
package chat.core.cluster;
