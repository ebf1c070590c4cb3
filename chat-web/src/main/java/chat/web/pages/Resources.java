package chat.web.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What the build put beside the classes. */
final class Resources {
  private Resources() {}

  /**
   * All bytes of one.
   *
   * @throws IllegalStateException when there is none of that name: the build left it out
   */
  static byte[] read(String name) {
    try (InputStream in = Resources.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the build left out " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
