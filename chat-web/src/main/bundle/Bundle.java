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
 * requests. The room's page has a second of each, which is loaded once the page is connected; the
 * modules that both of its scripts import are a third script, so that each module exists once.
 */
final class Bundle {
  /** The files that pages and the service worker load by name; they contain all others. */
  private static final List<String> ENTRIES =
      List.of(
          "upload.js",
          "viewer.js",
          "worker.js",
          "styles/room.css",
          "styles/lazy.css",
          "styles/signIn.css",
          "styles/owner.css");

  /** The scripts of the room's page that share modules, which go into a script of their own. */
  private static final List<String> SHARING = List.of("room.js", "lazy.js");

  private static final List<String> SPLITTING = List.of("--splitting", "--chunk-names=shared");

  private Bundle() {}

  /**
   * @param arguments a folder with esbuild somewhere below it, the folder of the sources, the
   *     folder for the result
   */
  public static void main(String... arguments) throws IOException, InterruptedException {
    String esbuild = esbuild(Path.of(arguments[0])).toString();
    bundle(esbuild, Path.of(arguments[1]), ENTRIES, List.of(), arguments[2]);
    bundle(esbuild, Path.of(arguments[1]), SHARING, SPLITTING, arguments[2]);
  }

  private static void bundle(
      String esbuild, Path sources, List<String> entries, List<String> options, String result)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(esbuild);
    entries.forEach(entry -> command.add(sources.resolve(entry).toString()));
    command.addAll(options);
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
            "--outdir=" + result,
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
