/** The stream of a room by HTTP, as server-sent events or as lines of text. */
package chat.web.stream;
