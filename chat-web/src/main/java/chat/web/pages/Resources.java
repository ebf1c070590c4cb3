package chat.web.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The resources that the build puts beside the classes. */
final class Resources {
  private Resources() {}

  /**
   * Reads a resource.
   *
   * @throws IllegalStateException when the build left it out
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
