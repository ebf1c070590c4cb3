/** Files that people send: their type by content, their metadata removed, their thumbnails. */
package chat.media;
