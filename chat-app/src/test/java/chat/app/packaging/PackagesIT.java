package chat.app.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.DocumentLinks;
import chat.app.testing.PlainClient;
import chat.app.testing.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packages that {@code ./run package} makes, on a copy of this machine. */
@Tag("long")
@Tag("image")
@Timeout(300)
class PackagesIT {
  private static final Path ROOT = Path.of(System.getProperty("chat.root"));
  private static final Path SOURCES = ROOT.resolve("chat-app/src/package");
  private static final String IMAGE = System.getProperty("chat.image");
  private static final String OLD = "1.0.0-rc.1";
  private static final String NEW = "1.0.0";
  private static final String UNIT = "/usr/lib/systemd/system/chat.service";

  private static final Pattern ADDRESS = Pattern.compile("http://\\S+");

  /** In tenths, as systemd-analyze counts: from 0, which may do nothing, to 100. */
  private static final String MAX_EXPOSURE = "20";

  @TempDir private static Path packages;
  @TempDir private Path folder;

  @BeforeAll
  static void makePackages() throws Exception {
    for (String version : List.of(OLD, NEW)) {
      run(SOURCES.resolve("package.sh").toString(), IMAGE, packages.toString(), version);
    }
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = process.inputReader().readAllAsString();
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static String deb(String version) throws IOException {
    String glob = "chat_" + version.replace('-', '~') + "_*.deb";
    try (var files = Files.newDirectoryStream(packages, glob)) {
      return OverlayMachine.shared(files.iterator().next());
    }
  }

  private static Path tarGz() throws IOException {
    try (var files = Files.newDirectoryStream(packages, "chat-" + NEW + "-linux-*.tar.gz")) {
      return files.iterator().next();
    }
  }

  @Test
  void theDebKeepsDataAndSettingsOverAnUpgradeAndARemovalUntilItIsPurged() throws Exception {
    try (OverlayMachine machine = OverlayMachine.create(folder, packages)) {
      assertThat(machine.exists("/etc/chat")).isFalse();
      machine.run("dpkg", "--install", deb(OLD));
      assertThat(machine.run("stat", "-c", "%U:%G %a", "/var/lib/chat"))
          .isEqualTo("chat:chat 700\n");
      assertThat(machine.run("ls", "/usr/share/doc/chat"))
          .contains("MANUAL.md", "CONTRIBUTING.md", "copyright", "examples");
      machine.run("sed", "-i", "s/^port: .*/port: 0/", "/etc/chat/chat.yaml");
      try (ServerProcess chat = start(machine);
          PlainClient ann = PlainClient.connect(chat.address(), "Ann")) {
        ann.send("kept over the upgrade");
        assertThat(ann.receive()).contains("Ann");
        assertThat(ann.receive()).isEqualTo("Ann:kept over the upgrade");
        assertThat(chat.stop()).isZero();
      }

      machine.run("dpkg", "--install", deb(NEW));
      assertThat(machine.run("dpkg-query", "-W", "-f", "${Version}", "chat")).isEqualTo(NEW);
      try (ServerProcess chat = start(machine)) {
        assertThat(history(chat.address())).contains("kept over the upgrade");
        assertThat(chat.stop()).isZero();
      }

      assertCommandsOfOthersSayWhoMayRunThem(machine);

      machine.run("dpkg", "--remove", "chat");
      assertThat(machine.exists("/usr/bin/chat")).isFalse();
      assertThat(machine.exists("/var/lib/chat/chat.db")).isTrue();
      assertThat(machine.run("cat", "/etc/chat/chat.yaml")).contains("port: 0");

      // As the manual has it.
      machine.run("touch", "/etc/chat/privkey.pem", "/etc/default/chat");
      machine.run("dpkg", "--purge", "chat");
      assertThat(machine.exists("/var/lib/chat")).isFalse();
      assertThat(machine.exists("/etc/chat")).isFalse();
      assertThat(machine.exists("/etc/default/chat")).isFalse();
    }
  }

  private static void assertCommandsOfOthersSayWhoMayRunThem(OverlayMachine machine)
      throws Exception {
    machine.run("install", "-m", "600", "/dev/null", "/var/tmp/backup.zip");
    for (String command :
        List.of(
            "backup --data /var/lib/chat /var/tmp/other.zip",
            "export --data /var/lib/chat --room lobby",
            "restore --data /var/tmp/restored /var/tmp/backup.zip")) {
      String shell = "cd / && runuser -u nobody -- /usr/bin/chat " + command + " 2>&1; true";
      assertThat(machine.run("sh", "-c", shell))
          .as(command)
          .contains("cannot be read (permission denied); run this as");
    }
  }

  /** As the unit starts it, without systemd: its user, directory and command. */
  private static ServerProcess start(OverlayMachine machine) throws Exception {
    String unit = machine.run("cat", UNIT);
    String user = line(unit, "User") + ":" + line(unit, "Group");
    return ServerProcess.start(
        machine.command(user, line(unit, "WorkingDirectory"), line(unit, "ExecStart")));
  }

  private static String line(String unit, String key) {
    return Pattern.compile("(?m)^" + key + "=(.+)$")
        .matcher(unit)
        .results()
        .findFirst()
        .orElseThrow()
        .group(1);
  }

  private static String history(URI chat) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      String cookie =
          get(client, chat.resolve("/login?nickname=Bob"), "none")
              .headers()
              .firstValue("Set-Cookie")
              .orElseThrow()
              .replaceFirst(";.*", "");
      return get(client, chat.resolve("/api/rooms/lobby/messages"), cookie).body();
    }
  }

  private static HttpResponse<String> get(HttpClient client, URI address, String cookie)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).header("Cookie", cookie).build();
    return client.send(request, BodyHandlers.ofString());
  }

  @Test
  void systemdTakesTheUnitAndFindsItWellConfined() throws Exception {
    try (OverlayMachine machine = OverlayMachine.create(folder, packages)) {
      machine.run("dpkg", "--install", deb(NEW));
      assertThat(machine.run("systemd-analyze", "verify", UNIT)).doesNotContain("chat.service");
      assertThat(
              machine.run(
                  "systemd-analyze",
                  "security",
                  "--offline=true",
                  "--threshold=" + MAX_EXPOSURE,
                  UNIT))
          .contains("Overall exposure level for chat.service");
      assertThat(machine.exists("/etc/systemd/system/multi-user.target.wants/chat.service"))
          .isTrue();
    }
  }

  @Test
  void systemdRunsTheServerWithinItsLimits() throws Exception {
    String port = "sed -i 's/^port: .*/port: 0/' /etc/chat/chat.yaml";
    try (SystemdMachine machine =
        SystemdMachine.start(folder, packages, deb(NEW), "chat.service", port)) {
      Matcher address = ADDRESS.matcher(machine.awaitLog("Chat is open"));
      assertThat(address.find()).isTrue();
      try (PlainClient ann = PlainClient.connect(URI.create(address.group()), "Ann")) {
        ann.send("hello");
        assertThat(ann.receive()).contains("Ann");
        assertThat(ann.receive()).isEqualTo("Ann:hello");
      }
      String pid =
          machine.run("systemctl", "show", "--property=MainPID", "--value", "chat").strip();
      assertThat(machine.run("cat", "/proc/" + pid + "/status"))
          .containsPattern("NoNewPrivs:\\s+1")
          .containsPattern("Seccomp:\\s+2")
          .containsPattern("CapEff:\\s+0000000000000400");
      machine.run("systemctl", "reload", "chat");
      assertThat(machine.awaitLog("read again")).contains("the settings were read again");
      machine.run("systemctl", "stop", "chat");
      assertThat(machine.run("systemctl", "show", "--property=Result,ExecMainStatus", "chat"))
          .contains("Result=success", "ExecMainStatus=0");
    }
  }

  @Test
  void theTarGzRunsWhereItIsUnpackedAndTheContainerfileFindsItsFilesThere() throws Exception {
    run("tar", "--extract", "--directory", folder.toString(), "--file", tarGz().toString());
    Path unpacked = folder.resolve("chat-" + NEW);
    assertThat(run(unpacked.resolve("bin/chat").toString(), "--version"))
        .isEqualTo(run(IMAGE + "/bin/chat", "--version"));
    for (Path document : PackagedDocumentsTest.documents(unpacked.resolve("doc"))) {
      DocumentLinks.assertAllLeadSomewhere(document);
    }
    List<String> copied =
        Files.readAllLines(unpacked.resolve("Containerfile")).stream()
            .filter(line -> line.startsWith("COPY "))
            .map(line -> line.split(" ", -1)[1])
            .toList();
    assertThat(copied)
        .contains("bin", "lib")
        .allSatisfy(name -> assertThat(unpacked.resolve(name)).exists());
  }
}
