import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Development server: runs the chat room from compiled classes on the module path, with a debugger
 * port, and rebuilds and restarts it when a source file changes. A build that fails leaves the
 * running server as it is.
 *
 * <p>Arguments: the folder of the repository, the folder of the libraries' modules, the folder of
 * esbuild, the folder for the output, then the options of the chat room.
 */
final class DevServer {
  private static final List<String> MODULES = List.of("core", "sqlite", "web", "app");
  private static final String PRERENDERER = "chat.web.Press";
  private static final long POLL_MILLIS = 100;
  private static final int DEBUG_PORT = 5005;

  private final Path root;
  private final Path libraries;
  private final Path esbuild;
  private final Path output;
  private final List<String> options;
  private final int debugPort = debugPort();

  /** The folder of compiled modules that the server runs from; a new one for each compilation. */
  private Path classes;

  private int compilations;
  private URLClassLoader buildTools;
  private Process server;

  private DevServer(List<String> arguments) {
    root = Path.of(arguments.get(0));
    libraries = Path.of(arguments.get(1));
    esbuild = Path.of(arguments.get(2));
    output = Path.of(arguments.get(3));
    options = new ArrayList<>(arguments.subList(4, arguments.size()));
    if (options.stream().noneMatch(option -> option.startsWith("--data"))) {
      options.add("--data=" + output.resolve("data"));
    }
  }

  public static void main(String... arguments) throws Exception {
    new DevServer(List.of(arguments)).run();
  }

  private void run() throws Exception {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopServer));
    remove(output.resolve("classes"));
    Map<Path, FileTime> sources = sources();
    rebuild(true, System.nanoTime());
    while (true) {
      Thread.sleep(POLL_MILLIS);
      Map<Path, FileTime> now = sources();
      if (!now.equals(sources)) {
        long noticed = System.nanoTime();
        now = settled(now);
        Set<Path> changed = difference(sources, now);
        sources = now;
        System.out.println("Changed: " + shown(changed));
        rebuild(changed.stream().anyMatch(DevServer::isJava), noticed);
      }
    }
  }

  /** All files that the running program is made of, with the time of their last change. */
  private Map<Path, FileTime> sources() throws IOException {
    Map<Path, FileTime> times = new HashMap<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(root.resolve("chat-" + module, "src", "main"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          times.put(file, Files.getLastModifiedTime(file));
        }
      } catch (NoSuchFileException | UncheckedIOException e) {
        // Deleted while the folder was read; the next reading will show it.
      }
    }
    return times;
  }

  /** Waits until an editor, or a checkout of another branch, has written everything. */
  private Map<Path, FileTime> settled(Map<Path, FileTime> seen) throws Exception {
    Map<Path, FileTime> before = seen;
    while (true) {
      Thread.sleep(POLL_MILLIS);
      Map<Path, FileTime> now = sources();
      if (now.equals(before)) {
        return now;
      }
      before = now;
    }
  }

  private static Set<Path> difference(Map<Path, FileTime> before, Map<Path, FileTime> after) {
    Set<Path> paths = new HashSet<>(before.keySet());
    paths.addAll(after.keySet());
    paths.removeIf(path -> before.containsKey(path) && before.get(path).equals(after.get(path)));
    return paths;
  }

  private String shown(Set<Path> changed) {
    String first = root.relativize(changed.iterator().next()).toString();
    return changed.size() == 1 ? first : first + " and " + (changed.size() - 1) + " more";
  }

  private static boolean isJava(Path file) {
    return file.toString().endsWith(".java");
  }

  /** Builds the page, and the classes too when {@code java}, and restarts the server with them. */
  private void rebuild(boolean java, long start) throws Exception {
    Path previous = classes;
    try {
      if (java) {
        classes = output.resolve("classes").resolve(Integer.toString(++compilations));
        compile();
      }
      copyResources();
      buildPage();
    } catch (BuildFailure e) {
      System.err.println("Not restarted: " + e.getMessage());
      classes = previous == null ? classes : previous;
      return;
    }
    stopServer();
    startServer(start);
    if (java && previous != null) {
      remove(previous);
    }
  }

  private void compile() throws Exception {
    if (buildTools != null) {
      buildTools.close();
    }
    List<String> all = new ArrayList<>(List.of("-p", libraries.toString()));
    List<String> names = new ArrayList<>();
    for (String module : MODULES) {
      Path source = root.resolve("chat-" + module, "src", "main", "java");
      all.add("--module-source-path=chat." + module + '=' + source);
      names.add("chat." + module);
    }
    all.add("--module=" + String.join(",", names));
    javac(classes, all);
    Path tools = classes.resolveSibling(classes.getFileName() + "-tools");
    javac(tools, List.of(root.resolve("chat-web/src/main/bundle/Bundle.java").toString()));

    List<URL> paths = new ArrayList<>();
    paths.add(tools.toUri().toURL());
    paths.add(classes.resolve("chat.web").toUri().toURL());
    paths.add(classes.resolve("chat.core").toUri().toURL());
    try (Stream<Path> jars = Files.list(libraries)) {
      for (Path jar : jars.filter(file -> !file.getFileName().toString().startsWith("chat-")).toList()) {
        paths.add(jar.toUri().toURL());
      }
    }
    buildTools = new URLClassLoader(paths.toArray(URL[]::new));
  }

  private static void javac(Path target, List<String> arguments) throws BuildFailure {
    List<String> all =
        new ArrayList<>(
            List.of("-g", "-nowarn", "-proc:none", "-encoding", "UTF-8", "-d", target.toString()));
    all.addAll(arguments);
    int status =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, all.toArray(String[]::new));
    if (status != 0) {
      throw new BuildFailure("the compilation failed.");
    }
  }

  private void copyResources() throws IOException {
    for (String module : MODULES) {
      Path from = root.resolve("chat-" + module, "src", "main", "resources");
      Path to = classes.resolve("chat." + module);
      if (Files.exists(from)) {
        try (Stream<Path> files = Files.walk(from)) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            Path copy = to.resolve(from.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
          }
        }
      }
    }
  }

  /** Runs the two programs that the build runs after the compilation. */
  private void buildPage() throws Exception {
    Path web = classes.resolve("chat.web");
    Path page = root.resolve("chat-web/src/main/page");
    runTool("Bundle", esbuild, page, web.resolve("web-static"));
    runTool(PRERENDERER, web);
  }

  private void runTool(String name, Path... arguments) throws Exception {
    Method main = buildTools.loadClass(name).getDeclaredMethod("main", String[].class);
    main.setAccessible(true);
    try {
      main.invoke(null, (Object) Stream.of(arguments).map(Path::toString).toArray(String[]::new));
    } catch (InvocationTargetException e) {
      throw new BuildFailure(e.getCause().toString());
    }
  }

  private void startServer(long start) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=localhost:"
                    + debugPort,
                // Starts sooner; what runs for minutes only has no use for the second compiler.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=org.xerial.sqlitejdbc",
                "-Djdk.serialFilter=!*",
                "-p",
                classes + System.getProperty("path.separator") + libraries,
                "-m",
                "chat.app/chat.app.Main"));
    command.addAll(options);
    Process started =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    server = started;
    Thread.startVirtualThread(() -> passOn(started, start));
  }

  private void passOn(Process started, long start) {
    try (BufferedReader lines = started.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println(line);
        if (line.startsWith("Chat is open")) {
          long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
          System.out.println("Ready after " + millis + " ms; debugger: localhost:" + debugPort);
        }
      }
    } catch (IOException e) {
      // It was stopped.
    }
  }

  private void stopServer() {
    Process running = server;
    if (running != null) {
      // At once: it loses nothing that was acknowledged, and its clients come back.
      running.destroyForcibly().onExit().join();
    }
  }

  /** The port that debuggers know, or another one where it is taken. */
  private static int debugPort() {
    try (var socket = new ServerSocket(DEBUG_PORT, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException none) {
        throw new UncheckedIOException(none);
      }
    }
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** A build that did not succeed; the reason was printed by what failed. */
  private static final class BuildFailure extends Exception {
    private static final long serialVersionUID = 1L;

    BuildFailure(String message) {
      super(message);
    }
  }
}
