package chat.app.image;

import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.PlainClient;
import chat.app.testing.ServerProcess;
import chat.files.OwnerOnly;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.module.ModuleFinder;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The three ways to run the server, and faults of its environment. */
@Tag("image")
@TestInstance(Lifecycle.PER_CLASS)
class ImageIT {
  private static final Path ROOT = Path.of(System.getProperty("chat.root"));
  private static final Path MODULES = Path.of(System.getProperty("chat.modules"));
  private static final Path IMAGE = Path.of(System.getProperty("chat.image"));
  private static final Path CACHE = Path.of("lib/chat.aot");

  @TempDir private Path data;
  @TempDir private static Path elsewhere;

  private Path copy;

  @BeforeAll
  void copyTheImage() throws IOException {
    copy = elsewhere.resolve("a copy of it");
    try (Stream<Path> files = Files.walk(IMAGE)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(IMAGE.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  @Test
  void theModulesRun() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    assertClientsCanTalk(command(java, "-p", MODULES.toString(), "-m", "chat.app"));
  }

  @Test
  void theImageRunsWithoutJava() throws Exception {
    assertClientsCanTalk(withoutJava(chat(IMAGE)));
  }

  @Test
  void aCopyOfTheImageRunsByASymbolicLink() throws Exception {
    Path link = Files.createSymbolicLink(elsewhere.resolve("chat"), copy.resolve("bin/chat"));
    assertClientsCanTalk(withoutJava(command(link.toString())));
  }

  @Test
  void runBecomesTheImage() throws Exception {
    Result run = run(new ProcessBuilder(ROOT.resolve("run").toString(), "--version"));
    Result image = run(new ProcessBuilder(IMAGE.resolve("bin/chat").toString(), "--version"));
    assertThat(run.status()).isZero();
    assertThat(run.output()).isNotBlank().isEqualTo(image.output());
    String commit = Files.exists(ROOT.resolve(".git")) ? "[0-9a-f]{7,40}(-dirty)?" : "unknown";
    assertThat(image.output()).matches("chat [0-9]\\S+, commit " + commit + ", Java [0-9]\\S+\\R");
  }

  @Test
  void theImageHoldsEveryModule() throws Exception {
    String listed =
        run(new ProcessBuilder(IMAGE.resolve("bin/java").toString(), "--list-modules")).output();
    List<String> names = listed.lines().map(line -> line.replaceFirst("@.*", "")).toList();
    assertThat(names).contains("chat.core", "chat.web", "chat.app").doesNotContain("chat.client");
    assertThat(ModuleFinder.of(MODULES).findAll())
        .extracting(module -> module.descriptor().name())
        .isSubsetOf(names);
  }

  @Test
  void theImageStartsFromTheCacheThatTheBuildMade() throws Exception {
    assertThat(startRecordingWhereClassesComeFrom(IMAGE)).contains("source: shared objects file");
  }

  @ParameterizedTest
  @EnumSource
  void theImageStartsSilentlyWhenItsCacheIs(CacheFault fault) throws Exception {
    fault.apply(copy.resolve(CACHE));
    assertThat(startRecordingWhereClassesComeFrom(copy)).contains("source: jrt:/chat.app");
  }

  @Test
  void aPortInUseEndsTheStartWithOneSentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      String port = Integer.toString(taken.getLocalPort());
      Result chat = run(withoutJava(chat(IMAGE, "--port", port)));
      assertThat(chat.status()).isNotZero();
      assertThat(chat.output()).isEmpty();
      assertThat(chat.errors().strip()).contains(port).hasLineCount(1);
    }
  }

  /** The log is opened beside the rest of the start; no connection may be accepted before. */
  @Test
  void aLogThatCannotBeOpenedEndsTheStartWithOneSentence() throws Exception {
    Files.writeString(data.resolve("chat.db"), "a shopping list, and not a short one ".repeat(200));
    OwnerOnly.restrictFiles(data);
    Result chat = run(withoutJava(chat(IMAGE)));
    assertThat(chat.status()).isEqualTo(2);
    assertThat(chat.output()).isEmpty();
    assertThat(chat.errors().strip()).contains("cannot be opened").hasLineCount(1);
  }

  private void assertClientsCanTalk(ProcessBuilder command) throws Exception {
    try (ServerProcess chat = ServerProcess.start(command)) {
      try (PlainClient ann = PlainClient.connect(chat.address(), "Ann")) {
        assertThat(ann.receive()).isEqualTo("【Ann】进入了聊天室");
        try (PlainClient bob = PlainClient.connect(chat.address(), "小波")) {
          assertThat(bob.receive()).isEqualTo("【小波】进入了聊天室");
          assertThat(ann.receive()).isEqualTo("【小波】进入了聊天室");
          bob.send("你好, <b>Ann</b>");
          assertThat(ann.receive()).isEqualTo("小波:你好, <b>Ann</b>");
          assertThat(bob.receive()).isEqualTo("小波:你好, <b>Ann</b>");
        }
      }
      assertThat(chat.stop()).isZero();
    }
  }

  /** The line of Java's class loading log for Main. */
  private String startRecordingWhereClassesComeFrom(Path image) throws Exception {
    Path classes = data.resolve("classes.log");
    ProcessBuilder command = withoutJava(chat(image));
    command.environment().put("CHAT_JAVA_OPTS", "-Xlog:class+load:file=" + classes);
    try (ServerProcess chat = ServerProcess.start(command)) {
      assertThat(chat.stop()).isZero();
      assertThat(chat.errorOutput()).doesNotContainIgnoringCase("aot").doesNotContain("[warning]");
    }
    try (Stream<String> lines = Files.lines(classes)) {
      return lines.filter(line -> line.contains("chat.app.Main ")).findFirst().orElseThrow();
    }
  }

  private ProcessBuilder chat(Path image, String... flags) {
    return command(
        Stream.concat(Stream.of(image.resolve("bin/chat").toString()), Stream.of(flags)));
  }

  private ProcessBuilder command(String... words) {
    return command(Stream.of(words));
  }

  // A free port and a new data directory, unless a test gives a port.
  private ProcessBuilder command(Stream<String> words) {
    List<String> given = words.toList();
    Stream<String> port = given.contains("--port") ? Stream.of() : Stream.of("--port", "0");
    Stream<String> rest = Stream.concat(port, Stream.of("--data", data.toString()));
    return new ProcessBuilder(Stream.concat(given.stream(), rest).toList());
  }

  private static ProcessBuilder withoutJava(ProcessBuilder command) {
    command.environment().clear();
    command.environment().put("PATH", "/nowhere");
    return command;
  }

  private static Result run(ProcessBuilder command) throws Exception {
    Process process = command.start();
    try (var output = process.inputReader();
        var errors = process.errorReader()) {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return new Result(process.exitValue(), output.readAllAsString(), errors.readAllAsString());
    }
  }

  private record Result(int status, String output, String errors) {}

  /** The faults of a cache. */
  enum CacheFault {
    MISSING,
    EMPTY,
    CUT_SHORT,
    DAMAGED_INSIDE,
    NOT_OF_THIS_IMAGE;

    void apply(Path cache) throws Exception {
      Files.copy(IMAGE.resolve(CACHE), cache, StandardCopyOption.REPLACE_EXISTING);
      Files.copy(sum(IMAGE.resolve(CACHE)), sum(cache), StandardCopyOption.REPLACE_EXISTING);
      long whole = Files.size(cache);
      switch (this) {
        case MISSING -> Files.delete(cache);
        case EMPTY -> overwrite(cache, 0, 0);
        case CUT_SHORT -> overwrite(cache, whole / 2, 0);
        case DAMAGED_INSIDE -> overwrite(cache, whole / 4, whole / 4);
        case NOT_OF_THIS_IMAGE -> signed(Files.writeString(cache, "made for another one"));
      }
    }

    private static Path sum(Path cache) {
      return Path.of(cache + ".sum");
    }

    // Cut off at `from` when there are no zeros to write.
    private static void overwrite(Path cache, long from, long zeros) throws IOException {
      try (RandomAccessFile file = new RandomAccessFile(cache.toFile(), "rw")) {
        file.seek(from);
        file.write(new byte[Math.toIntExact(zeros)]);
        if (zeros == 0) {
          file.setLength(from);
        }
      }
    }

    // With a correct sum, so that Java itself has to notice the fault.
    private static void signed(Path cache) throws Exception {
      ProcessBuilder cksum = new ProcessBuilder("cksum").redirectInput(cache.toFile());
      assertThat(cksum.redirectOutput(sum(cache).toFile()).start().waitFor()).isZero();
    }
  }
}
