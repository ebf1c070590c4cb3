package chat.media.picture;

import chat.media.bytes.ByteSource;
import chat.media.bytes.MalformedMediaException;
import java.io.IOException;
import java.io.OutputStream;

/** Copies a picture of one type without its metadata. */
interface PictureCleaner {
  /**
   * Copies the picture and ends after it, so that bytes behind it are dropped.
   *
   * @return the picture that was copied
   * @throws MalformedMediaException when the picture is truncated or contradicts its format
   */
  Picture clean(ByteSource picture, OutputStream cleaned) throws IOException;
}
