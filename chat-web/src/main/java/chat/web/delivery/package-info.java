/** One stream for each room, one position for each connection, few writers. */
package chat.web.delivery;
