/** Reads files of unknown origin: no length is trusted, and no read goes beyond the end. */
package chat.media.bytes;
