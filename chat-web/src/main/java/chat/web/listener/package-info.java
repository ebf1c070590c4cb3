/** Sockets before they are requests: limits, deadlines, TLS. */
package chat.web.listener;
