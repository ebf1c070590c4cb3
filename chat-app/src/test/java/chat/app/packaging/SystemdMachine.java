package chat.app.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A copy of this machine's files in which systemd runs one unit of a package: an overlay in mount
 * and process namespaces of its own, of which nothing is left at the end. The user has to be root.
 */
final class SystemdMachine implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final String LOG = "/var/log/unit.log";

  /** The arguments: the folder, the shared folder, the package, the unit, a command before it. */
  private static final String SCRIPT =
      """
      mount -t tmpfs none "$1" && cd "$1" && mkdir upper work root \
      && mount -t overlay none -o lowerdir=/,upperdir=upper,workdir=work root \
      && mount --bind "$2" root/mnt && mount -t proc none root/proc \
      && mount --rbind /dev root/dev && mount --rbind /sys root/sys \
      && mount -t tmpfs none root/run && mount -t tmpfs -o mode=1777 none root/tmp \
      && chroot root dpkg --install "$3" && chroot root sh -c "$5" \
      && rm -f root/etc/systemd/system/*.wants/* root/lib/systemd/system/*.wants/* \
      && mkdir -p root/etc/systemd/system/"$4".d \
      && printf '[Service]\\nStandardOutput=append:/var/log/unit.log\\nStandardError=append:/var/log/unit.log\\n' \
        >root/etc/systemd/system/"$4".d/log.conf \
      && exec chroot root env container=test /lib/systemd/systemd --unit="$4" --show-status=no\
      """;

  private final Process process;
  private final Path root;

  private SystemdMachine(Process process, Path root) {
    this.process = process;
    this.root = root;
  }

  /**
   * Installs a package, and starts systemd with one of its units.
   *
   * @param folder an empty one, for the mounts
   * @param shared a folder that the machine sees as {@code /mnt}
   * @param configure a shell command before the start
   */
  static SystemdMachine start(Path folder, Path shared, String deb, String unit, String configure)
      throws IOException {
    List<String> command =
        new ArrayList<>(List.of("unshare", "--mount", "--pid", "--fork", "--kill-child"));
    command.addAll(List.of("sh", "-c", SCRIPT, "sh", folder.toString()));
    command.addAll(List.of(shared.toString(), deb, unit, configure));
    Path output = shared.resolve("systemd.log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new SystemdMachine(process, folder.resolve("root"));
  }

  /** Runs a command in it as root; returns what it prints. */
  String run(String... words) throws IOException, InterruptedException {
    long systemd = process.children().findFirst().orElseThrow().pid();
    List<String> command = new ArrayList<>();
    command.addAll(List.of("nsenter", "--mount", "--pid", "--target", Long.toString(systemd)));
    command.addAll(List.of("chroot", root.toString()));
    command.addAll(List.of(words));
    Process running = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = running.inputReader().readAllAsString();
    if (!running.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || running.exitValue() != 0) {
      throw new IOException(String.join(" ", words) + ": " + output);
    }
    return output;
  }

  /** Waits until the unit has written a text; returns all that it has written. */
  String awaitLog(String text) throws InterruptedException {
    long limit = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      String log = log();
      if (log.contains(text) || System.nanoTime() > limit) {
        return log;
      }
      LockSupport.parkNanos(INTERVAL.toNanos());
    }
  }

  private String log() throws InterruptedException {
    try {
      return run("cat", LOG);
    } catch (IOException | NoSuchElementException e) {
      // Not started yet.
      return "";
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}
