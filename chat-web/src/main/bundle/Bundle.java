import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Bundles the page's scripts and styles: one script and one style sheet for each page, minified,
 * because a first visit to the room then costs a third of the bytes and a twentieth of the
 * requests.
 */
final class Bundle {
  /** The files that pages and the service worker load by name; they contain all others. */
  private static final List<String> ENTRIES =
      List.of(
          "room.js",
          "upload.js",
          "viewer.js",
          "worker.js",
          "styles/room.css",
          "styles/signIn.css",
          "styles/owner.css");

  private Bundle() {}

  /**
   * @param arguments a folder with esbuild somewhere below it, the folder of the sources, the
   *     folder for the result
   */
  public static void main(String... arguments) throws IOException, InterruptedException {
    Path sources = Path.of(arguments[1]);
    List<String> command = new ArrayList<>();
    command.add(esbuild(Path.of(arguments[0])).toString());
    ENTRIES.forEach(entry -> command.add(sources.resolve(entry).toString()));
    command.addAll(
        List.of(
            "--bundle",
            "--minify",
            // Loaded by a browser's developer tools alone, which show the modules as they were
            // written.
            "--sourcemap",
            "--format=esm",
            // Served beside the result.
            "--external:icon.svg",
            // Loaded when it is needed, and not part of the first visit.
            "--external:./upload.js",
            "--external:./viewer.js",
            "--charset=utf8",
            "--target=es2022",
            // All results lie in one folder, whatever folder their source is in.
            "--entry-names=[name]",
            "--outdir=" + arguments[2],
            "--log-level=warning"));
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IllegalStateException("esbuild ended with " + status + "; its output is above");
    }
  }

  private static Path esbuild(Path folder) throws IOException {
    var name = FileSystems.getDefault().getPathMatcher("glob:esbuild{,.exe}");
    try (Stream<Path> files = Files.walk(folder)) {
      Path found =
          files
              .filter(file -> name.matches(file.getFileName()) && Files.isRegularFile(file))
              .findAny()
              .orElseThrow(() ->
                  new IllegalStateException(
                      "No esbuild for this system and processor: build on Linux, macOS or Windows"
                          + " with x64 or arm64"));
      // A jar does not keep that a file is executable.
      if (!found.toFile().setExecutable(true)) {
        throw new IOException(found + " cannot be made executable");
      }
      return found;
    }
  }
}
