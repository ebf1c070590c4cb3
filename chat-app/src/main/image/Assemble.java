import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.spi.ToolProvider;

/**
 * Makes the image that runs on a machine without Java: links the modules, puts bin/chat beside
 * bin/java, and has the server run once so that it starts sooner ever after.
 *
 * <p>Arguments: the folder of modules, the script that becomes bin/chat, where the image goes.
 */
final class Assemble {
  /** What ICU has for other uses: 9 MB of the image. It is asked for looks and readings only. */
  private static final String UNUSED =
      "/com.ibm.icu/com/ibm/icu/impl/data/icudata/"
          + "(brkitr|coll|curr|lang|rbnf|region|unit|zone)/.+";

  private final Path modules;
  private final Path script;
  private final Path image;

  private Assemble(Path modules, Path script, Path image) {
    this.modules = modules;
    this.script = script;
    this.image = image;
  }

  public static void main(String[] paths) throws Exception {
    var assemble = new Assemble(Path.of(paths[0]), Path.of(paths[1]), Path.of(paths[2]));
    remove(assemble.image);
    assemble.link();
    assemble.addSqlite();
    Path chat = assemble.addScript();
    Path cache = assemble.image.resolve("lib/chat.aot");
    new Training(chat, cache).run();
    sum(cache);
  }

  static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void link() throws IOException {
    // Before the others: of two modules of one name the first counts.
    Path renewed = Files.createTempDirectory("chat-renewed");
    Path library = module("picocli");
    ClassFiles.renew(library, renewed.resolve(library.getFileName()));
    int status =
        ToolProvider.findFirst("jlink")
            .orElseThrow(() -> new IllegalStateException("This JDK has no jlink"))
            .run(
                System.out,
                System.err,
                "--module-path=" + renewed + File.pathSeparator + modules,
                "--add-modules=ALL-MODULE-PATH",
                "--strip-debug",
                "--compress=zip-6",
                "--no-header-files",
                "--no-man-pages",
                "--exclude-resources=regex:" + UNUSED,
                "--output=" + image);
    remove(renewed);
    if (status != 0) {
      throw new IllegalStateException("jlink ended with status " + status);
    }
  }

  /**
   * Puts SQLite for this machine beside Java's own libraries, where bin/chat has the driver look:
   * to find out which one it is, and to unpack it, took a tenth of each start.
   */
  private void addSqlite() throws Exception {
    String name = System.mapLibraryName("sqlitejdbc");
    try (FileSystem driver = FileSystems.newFileSystem(module("sqlite-jdbc"))) {
      Path library = driver.getPath("org/sqlite/native", platform(), name);
      Files.copy(library, image.resolve("lib").resolve(name));
    }
  }

  private Path module(String name) throws IOException {
    try (var jars = Files.newDirectoryStream(modules, name + "-*.jar")) {
      return jars.iterator().next();
    }
  }

  /** What the driver calls the machine that the image is for: {@code Linux/x86_64}. */
  private String platform() throws Exception {
    Process java =
        new ProcessBuilder(
                image.resolve("bin/java").toString(),
                "-m",
                "org.xerial.sqlitejdbc/org.sqlite.util.OSInfo")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (java.waitFor() != 0) {
      throw new IOException("SQLite's driver cannot tell the machine: " + java.exitValue());
    }
    return said.strip();
  }

  private Path addScript() throws IOException {
    Path chat = Files.copy(script, image.resolve("bin/chat"));
    if (!chat.toFile().setExecutable(true, false)) {
      throw new IOException("Cannot be made executable: " + chat);
    }
    return chat;
  }

  /** What bin/chat compares before it trusts the cache, made by the same command. */
  private static void sum(Path cache) throws Exception {
    Process cksum =
        new ProcessBuilder("cksum")
            .redirectInput(cache.toFile())
            .redirectOutput(Path.of(cache + ".sum").toFile())
            .start();
    if (cksum.waitFor() != 0) {
      throw new IOException("cksum ended with status " + cksum.exitValue());
    }
  }
}
