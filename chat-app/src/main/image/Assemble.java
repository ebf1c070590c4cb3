package image;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/**
 * Builds the image that runs on a machine without Java: links the modules with jlink, adds SQLite's
 * library and the script bin/chat, and runs the server once to create the AOT cache.
 *
 * <p>Arguments: the folder of modules, the script that becomes bin/chat, the folder of the image.
 */
final class Assemble {
  /** ICU's data that is not used: 9 MB of the image. Used are confusables and transliteration. */
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
    Folders.delete(assemble.image);
    assemble.link();
    assemble.addSqlite();
    Path chat = assemble.addScript();
    Path cache = assemble.image.resolve("lib/chat.aot");
    new Training(chat, cache).run();
    writeChecksum(cache);
  }

  private void link() throws IOException {
    // First on the module path, because the first of two modules of one name is taken.
    Path converted = Files.createTempDirectory("chat-converted");
    Path library = module("picocli");
    ClassFiles.convert(library, converted.resolve(library.getFileName()));
    int status =
        ToolProvider.findFirst("jlink")
            .orElseThrow(() -> new IllegalStateException("This JDK has no jlink"))
            .run(
                System.out,
                System.err,
                "--module-path=" + converted + File.pathSeparator + modules,
                "--add-modules=ALL-MODULE-PATH",
                "--strip-debug",
                "--compress=zip-6",
                "--no-header-files",
                "--no-man-pages",
                "--exclude-resources=regex:" + UNUSED,
                "--output=" + image);
    Folders.delete(converted);
    if (status != 0) {
      throw new IllegalStateException("jlink ended with status " + status);
    }
  }

  /**
   * Copies SQLite's library for this machine to the folder that bin/chat names to the driver:
   * detecting the machine and unpacking the library took a tenth of each start.
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

  /** The driver's name for the machine that the image is for: {@code Linux/x86_64}. */
  private String platform() throws Exception {
    Process java =
        new ProcessBuilder(
                image.resolve("bin/java").toString(),
                "-m",
                "org.xerial.sqlitejdbc/org.sqlite.util.OSInfo")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (java.waitFor() != 0) {
      throw new IOException("SQLite's driver does not know the machine: " + java.exitValue());
    }
    return output.strip();
  }

  private Path addScript() throws IOException {
    Path chat = Files.copy(script, image.resolve("bin/chat"));
    if (!chat.toFile().setExecutable(true, false)) {
      throw new IOException("Cannot be made executable: " + chat);
    }
    return chat;
  }

  /** Writes the checksum that bin/chat compares before it uses the cache, by the same command. */
  private static void writeChecksum(Path cache) throws Exception {
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
