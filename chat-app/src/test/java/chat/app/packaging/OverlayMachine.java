package chat.app.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A copy of this machine's files, in which packages are installed: an overlay in a mount namespace
 * of its own, which a process holds open, so that nothing of it is left. The user has to be root.
 */
final class OverlayMachine implements AutoCloseable {
  private static final int LIMIT_SECONDS = 120;

  /** The path of the shared folder inside. */
  private static final String SHARED = "/mnt";

  private final Process holder;
  private final Path folder;

  private OverlayMachine(Process holder, Path folder) {
    this.holder = holder;
    this.folder = folder;
  }

  /**
   * Creates a machine.
   *
   * @param folder an empty one, for the mounts
   * @param shared a folder that the machine sees, too
   * @throws IOException with the reason, where this user may not mount anything
   */
  static OverlayMachine create(Path folder, Path shared) throws IOException, InterruptedException {
    String script =
        """
        mount -t tmpfs none "$0" && cd "$0" && mkdir upper work root \
        && mount -t overlay none -o lowerdir=/,upperdir=upper,workdir=work root \
        && mount --bind "$1" root/mnt && mount -t proc none root/proc && mount --rbind /dev root/dev \
        && mount -t tmpfs none root/run && mount -t tmpfs -o mode=1777 none root/tmp \
        && echo ready && exec cat\
        """;
    Process holder =
        new ProcessBuilder(
                "unshare", "-m", "sh", "-c", script, folder.toString(), shared.toString())
            .start();
    // Ends at once, or has printed its line.
    String line = holder.inputReader().readLine();
    if (!"ready".equals(line)) {
      holder.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      throw new IOException(holder.errorReader().readAllAsString().strip());
    }
    return new OverlayMachine(holder, folder);
  }

  /** A command in it, by a user, in a directory. */
  ProcessBuilder command(String user, String directory, String... words) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("nsenter", "--mount", "--target", Long.toString(holder.pid())));
    command.addAll(List.of("chroot", "--userspec=" + user, folder.resolve("root").toString()));
    command.addAll(List.of("sh", "-c", "cd \"$0\" && exec \"$@\"", directory));
    command.addAll(List.of(words));
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().clear();
    process.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    return process;
  }

  /** Runs a command as root, and returns what it prints; it has to end with status 0. */
  String run(String... words) throws IOException, InterruptedException {
    Process process = command("root:root", "/", words).redirectErrorStream(true).start();
    String output = process.inputReader().readAllAsString();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(String.join(" ", words) + ": " + output);
    }
    return output;
  }

  /** Whether a path exists in it. */
  boolean exists(String path) throws IOException, InterruptedException {
    return command("root:root", "/", "test", "-e", path).start().waitFor() == 0;
  }

  /** The path inside of a file of the shared folder. */
  static String shared(Path file) {
    return SHARED + "/" + file.getFileName();
  }

  /** Ends the holder; the mounts go with the last process that sees them. */
  @Override
  public void close() {
    holder.destroyForcibly().onExit().join();
  }
}
