package chat.app.image;

import chat.media.MediaProcessor;
import chat.media.Thumbnails;
import java.nio.file.Path;

/** Program that the image runs: removes the metadata of pictures, and makes their thumbnails. */
final class MediaProbe {
  private MediaProbe() {}

  /** Prints what was made of each picture. */
  public static void main(String[] pictures) throws Exception {
    for (String name : pictures) {
      Path cleaned = Path.of(name + ".cleaned");
      System.out.println(MediaProcessor.process(Path.of(name), cleaned));
      System.out.println(Thumbnails.create(cleaned, Path.of(name + ".thumbnail")));
    }
  }
}
