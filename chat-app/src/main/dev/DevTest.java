package dev;

import image.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs one test class, or one method of it, as soon as it can: builds what changed, compiles the
 * test and what it uses, and starts JUnit's console launcher.
 *
 * <p>Arguments: the folder of the repository, the path of Chromium (may be empty), {@code Class} or
 * {@code Class#method}.
 */
final class DevTest {
  private final Path root;
  private final String chromium;
  private final String className;
  private final String method;
  private final Path output;

  private DevTest(Path root, String chromium, String test) {
    this.root = root;
    this.chromium = chromium;
    String[] parts = test.split("#", 2);
    className = parts[0];
    method = parts.length == 2 ? parts[1] : "";
    output = root.resolve("chat-app/target/dev/test");
  }

  public static void main(String... arguments) throws Exception {
    System.exit(new DevTest(Path.of(arguments[0]), arguments[1], arguments[2]).run());
  }

  private int run() throws Exception {
    Path file = file();
    Path module = file;
    while (!module.getParent().equals(root)) {
      module = module.getParent();
    }
    DevBuild build = new DevBuild(root, output);
    try {
      build.update(build.sources());
      String classPath = classPath(module, build);
      compile(module, file, classPath);
      Path tests = module.resolve("src/test/java");
      String name = tests.relativize(file).toString().replace(".java", "").replace('/', '.');
      return launch(module, name, classPath, build.modulePath());
    } catch (DevBuild.Failure e) {
      System.err.println(e.getMessage());
      return 1;
    }
  }

  /** The source of the test. */
  private Path file() throws IOException {
    try (var modules = Files.newDirectoryStream(root, "chat-*")) {
      for (Path module : modules) {
        try (Stream<Path> files = Files.walk(module.resolve("src/test/java"))) {
          var found = files.filter(file -> file.endsWith(className + ".java")).findFirst();
          if (found.isPresent()) {
            return found.get();
          }
        }
      }
    }
    throw new IllegalArgumentException("There is no test " + className);
  }

  private Path testClasses() {
    return output.resolve("test-classes");
  }

  private String classPath(Path module, DevBuild build) throws IOException {
    List<String> path = new ArrayList<>(List.of(testClasses().toString()));
    path.add(module.resolve("src/test/resources").toString());
    build.classPath().forEach(folder -> path.add(folder.toString()));
    path.add(Files.readString(module.resolve("target/test-classpath")).strip());
    return String.join(System.getProperty("path.separator"), path);
  }

  /**
   * Compiles the test and the sources that it uses; those of chat-bench too, which is no module.
   */
  private void compile(Path module, Path file, String classPath) throws Exception {
    Folders.delete(testClasses());
    List<String> sources = new ArrayList<>(List.of(module.resolve("src/test/java").toString()));
    sources.add(root.resolve("chat-core/src/test/java").toString());
    sources.add(root.resolve("chat-postgres/src/test/java").toString());
    if (module.endsWith("chat-bench")) {
      sources.add(module.resolve("src/main/java").toString());
    }
    DevBuild.javac(
        testClasses(),
        List.of(
            "-cp",
            classPath,
            "-sourcepath",
            String.join(System.getProperty("path.separator"), sources),
            file.toString()));
  }

  private int launch(Path module, String name, String classPath, String modulePath)
      throws Exception {
    Process launcher =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.util.logging.config.file=" + root.resolve(".mvn/test-logging.properties"),
                "-Dchat.root=" + root,
                "-Dchat.modules=" + modulePath,
                "-Dchat.chromium=" + chromium,
                "-cp",
                classPath,
                "org.junit.platform.console.ConsoleLauncher",
                "execute",
                "--disable-banner",
                "--fail-if-no-tests",
                "--details=tree",
                "--select-class=" + name,
                "--include-methodname=.*#" + (method.isEmpty() ? ".*" : method + "(\\(.*)?"))
            .directory(module.toFile())
            .inheritIO()
            .start();
    return launcher.waitFor();
  }
}
