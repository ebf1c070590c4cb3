package chat.core.file;

import chat.core.name.RoomName;

/**
 * A file that was received whole, and is kept.
 *
 * @param room where it may be said
 * @param memberId the member who has sent it, and may say it
 * @param type the media type that its content shows
 * @param size in bytes
 * @param width of a picture or film in pixels, as it is shown; 0 where there is none
 * @param height the same
 */
public record StoredFile(
    FileId id,
    RoomName room,
    String memberId,
    FileName name,
    String type,
    long size,
    int width,
    int height) {
  /** The file as a message shows it. */
  public Attachment attachment(String alt) {
    return new Attachment(id, name, type, size, width, height, alt);
  }
}
