/** One WebSocket from its handshake to its end. */
package chat.web.session;
