package dev;

import image.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Build for development: compiles all modules into folders in one run of javac, without Error
 * Prone, and bundles the page; only what changed since the last build. Maven has fetched the
 * libraries before.
 */
final class DevBuild {
  private static final String PRERENDERER = "chat.web.pages.PagePrerenderer";

  private final Path root;
  private final Path output;
  private final Path state;

  /** The names of the modules after {@code chat.} and {@code chat-}: core, web, app and others. */
  private final List<String> modules = new ArrayList<>();

  /** The folder of compiled modules; each compilation takes the other one of two. */
  private Path classes;

  private Map<Path, FileTime> built = Map.of();
  private URLClassLoader tools;

  /**
   * @param root the folder of the repository
   * @param output the folder for what is built
   */
  DevBuild(Path root, Path output) throws IOException {
    this.root = root;
    this.output = output;
    state = output.resolve("sources.txt");
    try (var folders = Files.newDirectoryStream(root, "chat-*")) {
      for (Path folder : folders) {
        if (Files.exists(folder.resolve("src/main/java/module-info.java"))) {
          modules.add(folder.getFileName().toString().substring("chat-".length()));
        }
      }
    }
    classes = output.resolve("classes-1");
    if (Files.exists(state)) {
      load();
    }
  }

  /** The module path of the program as it was built last. */
  String modulePath() {
    return classes + System.getProperty("path.separator") + libraries();
  }

  /** The folders of the modules' classes as they were built last. */
  List<Path> classPath() {
    return modules.stream().map(module -> classes.resolve("chat." + module)).toList();
  }

  private Path libraries() {
    return root.resolve("chat-app/target/modules");
  }

  private Path source(String module, String kind) {
    return root.resolve("chat-" + module).resolve("src/main").resolve(kind);
  }

  /** All files that the program is made of, with the time of their last change. */
  Map<Path, FileTime> sources() throws IOException {
    Map<Path, FileTime> times = new HashMap<>();
    for (String module : modules) {
      for (String kind : List.of("java", "resources", "page", "bundle")) {
        Path folder = source(module, kind);
        if (Files.exists(folder)) {
          addTimes(folder, times);
        }
      }
    }
    return times;
  }

  private static void addTimes(Path folder, Map<Path, FileTime> times) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    } catch (NoSuchFileException | UncheckedIOException e) {
      // Deleted while the folder was read; the next reading shows it.
    }
  }

  /** The files that are not as they were at the last build. */
  Set<Path> changedSince(Map<Path, FileTime> sources) {
    Set<Path> changed = new HashSet<>(built.keySet());
    changed.addAll(sources.keySet());
    changed.removeIf(
        file -> built.getOrDefault(file, FileTime.fromMillis(0)).equals(sources.get(file)));
    return changed;
  }

  /** Builds what changed. Where that fails, the last build stays as it is. */
  void update(Map<Path, FileTime> sources) throws Exception {
    Set<Path> changed = changedSince(sources);
    if (changed.isEmpty()) {
      return;
    }
    Path target = classes;
    if (changed.stream().anyMatch(file -> file.toString().endsWith(".java"))) {
      target = output.resolve(classes.endsWith("classes-1") ? "classes-2" : "classes-1");
      compile(target);
    }
    copyResources(target);
    buildPage(target);
    classes = target;
    built = sources;
    save();
  }

  private void compile(Path target) throws Exception {
    Folders.delete(target);
    List<String> arguments = new ArrayList<>(List.of("-p", libraries().toString()));
    for (String module : modules) {
      arguments.add("--module-source-path=chat." + module + '=' + source(module, "java"));
    }
    arguments.add(
        "--module=" + String.join(",", modules.stream().map(name -> "chat." + name).toList()));
    javac(target, arguments);
    closeTools();
    javac(output.resolve("tools"), List.of(source("web", "bundle") + "/Bundle.java"));
  }

  /** Compiles into a folder, as quickly as javac can. */
  static void javac(Path target, List<String> arguments) throws Failure {
    List<String> all =
        new ArrayList<>(
            List.of("-g", "-nowarn", "-proc:none", "-encoding", "UTF-8", "-d", target.toString()));
    all.addAll(arguments);
    int status =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, all.toArray(String[]::new));
    if (status != 0) {
      throw new Failure("The compilation failed.");
    }
  }

  private void copyResources(Path target) throws IOException {
    for (String module : modules) {
      Path from = source(module, "resources");
      if (Files.exists(from)) {
        try (Stream<Path> files = Files.walk(from)) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            Path copy = target.resolve("chat." + module).resolve(from.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
          }
        }
      }
    }
  }

  /** Runs the two programs that Maven runs before and after the compilation of chat-web. */
  private void buildPage(Path target) throws Exception {
    if (tools == null) {
      tools = new URLClassLoader(toolsPath(target));
    }
    Path web = target.resolve("chat.web");
    Path esbuild = root.resolve("chat-web/target/esbuild");
    runTool("Bundle", esbuild, source("web", "page"), web.resolve("web-static"));
    runTool(PRERENDERER, web);
  }

  private URL[] toolsPath(Path target) throws IOException {
    List<URL> path = new ArrayList<>();
    path.add(output.resolve("tools").toUri().toURL());
    for (String module : modules) {
      path.add(target.resolve("chat." + module).toUri().toURL());
    }
    try (var jars = Files.newDirectoryStream(libraries(), "[!c]*.jar")) {
      for (Path jar : jars) {
        path.add(jar.toUri().toURL());
      }
    }
    return path.toArray(URL[]::new);
  }

  private void closeTools() throws IOException {
    if (tools != null) {
      tools.close();
      tools = null;
    }
  }

  private void runTool(String name, Path... arguments) throws Exception {
    Method main = tools.loadClass(name).getDeclaredMethod("main", String[].class);
    main.setAccessible(true);
    try {
      main.invoke(null, (Object) Stream.of(arguments).map(Path::toString).toArray(String[]::new));
    } catch (InvocationTargetException e) {
      throw new Failure(e.getCause().toString());
    }
  }

  private void load() throws IOException {
    Map<Path, FileTime> times = new HashMap<>();
    List<String> lines = Files.readAllLines(state);
    for (String line : lines.subList(1, lines.size())) {
      String[] parts = line.split(" ", 2);
      times.put(Path.of(parts[1]), FileTime.from(Instant.parse(parts[0])));
    }
    classes = output.resolve(lines.getFirst());
    built = times;
  }

  private void save() throws IOException {
    List<String> lines = new ArrayList<>(List.of(classes.getFileName().toString()));
    built.forEach((file, time) -> lines.add(time + " " + file));
    Files.write(state, lines);
  }

  /** A build that failed; its output says more. */
  static final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
      super(message);
    }
  }
}
