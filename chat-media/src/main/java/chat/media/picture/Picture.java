package chat.media.picture;

/**
 * Description of a picture by its header.
 *
 * @param stored the dimensions of the stored pixels
 * @param orientation how they are turned to be displayed, as in EXIF, from 1 to 8
 * @param left the position of the first frame of an animation in the picture
 * @param top the same, from above
 * @param decoderBytes the memory that a decoder needs beside the pixels that it returns
 */
public record Picture(Size stored, int orientation, int left, int top, long decoderBytes) {
  /** The dimensions as they are displayed. */
  public Size displayed() {
    return orientation >= 5 ? stored.swapped() : stored;
  }
}
