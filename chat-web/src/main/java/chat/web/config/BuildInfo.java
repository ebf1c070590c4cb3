package chat.web.config;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The build that runs, so that two of them can be told apart.
 *
 * @param version that of the latest tag, or the one that the build was given
 * @param commit that of the sources, with {@code -dirty} where they were changed since; {@code
 *     unknown} for a build without git
 * @param java the version of Java that runs it
 */
public record BuildInfo(String version, String commit, String java) {
  /** A resource that Maven writes: the version and the commit, one on each line. */
  private static final String BUILD = "build";

  private static final List<String> NO_BUILD = List.of("development", "unknown");

  /** The build of this program. */
  public static BuildInfo current() {
    List<String> build = read();
    return new BuildInfo(build.getFirst(), build.getLast(), Runtime.version().toString());
  }

  private static List<String> read() {
    try (InputStream build = BuildInfo.class.getResourceAsStream(BUILD)) {
      return build == null ? NO_BUILD : new String(build.readAllBytes(), US_ASCII).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In one line, for people. */
  @Override
  public String toString() {
    return version + ", commit " + commit + ", Java " + java;
  }
}
