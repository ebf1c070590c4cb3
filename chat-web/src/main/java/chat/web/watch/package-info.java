/** How other rooms stand, for the connections that watch them. */
package chat.web.watch;
