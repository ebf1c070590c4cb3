package chat.web.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.web.http.Preferences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * Run by the build: renders each {@link PrerenderedPage} and lists the static files. Rendering at
 * run time took a third of the server's start, because Thymeleaf loads slowly.
 */
final class PagePrerenderer {
  private static final int HASH_BYTES = 6;

  private PagePrerenderer() {}

  /**
   * Writes the pages and the list.
   *
   * @param arguments the folder of the resources
   */
  public static void main(String... arguments) throws IOException {
    Path resources = Path.of(arguments[0]);
    for (PrerenderedPage page : PrerenderedPage.values()) {
      for (Preferences preferences : Preferences.all()) {
        write(resources.resolve(page.file(preferences)), Pages.prerendered(page, preferences));
      }
    }
    write(resources.resolve(StaticFiles.LIST), list(resources.resolve(StaticFiles.FOLDER)));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, UTF_8);
  }

  /** The path of the files, which contains a hash of all of them, then their names. */
  private static String list(Path folder) throws IOException {
    MessageDigest digest = sha256();
    StringBuilder names = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        digest.update(Files.readAllBytes(file));
        names.append(file.getFileName()).append('\n');
      }
    }
    return "/static/" + HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES) + '\n' + names;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
