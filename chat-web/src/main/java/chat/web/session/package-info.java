/** One connection to a room, from its handshake to its end. */
package chat.web.session;
