package chat.web.config;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.util.Optional;

/**
 * The build that runs, so that two of them can be told apart.
 *
 * @param version that of the module; {@code development} where there is no module
 * @param commit that of the sources, with {@code -dirty} where they were changed since; {@code
 *     unknown} for a build without git
 * @param java the version of Java that runs it
 */
public record BuildInfo(String version, String commit, String java) {
  /** A resource that Maven writes. */
  private static final String COMMIT = "commit";

  /** The build of this program. */
  public static BuildInfo current() {
    return new BuildInfo(moduleVersion(), readCommit(), Runtime.version().toString());
  }

  private static String moduleVersion() {
    return Optional.ofNullable(BuildInfo.class.getModule().getDescriptor())
        .flatMap(ModuleDescriptor::rawVersion)
        .orElse("development");
  }

  private static String readCommit() {
    try (InputStream commit = BuildInfo.class.getResourceAsStream(COMMIT)) {
      return commit == null ? "unknown" : new String(commit.readAllBytes(), US_ASCII).strip();
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
