/**
 * Files that people send: the type by content, pictures and films without metadata, thumbnails.
 * Pure functions over local files.
 */
// Tika is an automatic module when we compile; the image has a descriptor for it.
@SuppressWarnings("requires-automatic")
module chat.media {
  requires java.desktop;
  requires org.apache.tika.core;

  exports chat.media;
}
