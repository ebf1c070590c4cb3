package chat.app.operator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A small disk that can be filled: a tmpfs in a mount namespace of its own, which a process holds
 * open, so that nothing of it is left on the machine. The user has to be root.
 */
final class TemporaryDisk implements AutoCloseable {
  private static final int LIMIT_SECONDS = 10;
  private static final int MEBIBYTES = 48;
  private static final int BLOCK = 1 << 20;
  private static final int PAGE = 4_096;

  private final Process holder;
  private final Path mountPoint;

  private TemporaryDisk(Process holder, Path mountPoint) {
    this.holder = holder;
    this.mountPoint = mountPoint;
  }

  /**
   * Mounts a disk.
   *
   * @throws IOException with the reason, where this user may not mount anything
   */
  static TemporaryDisk mount(Path mountPoint) throws IOException, InterruptedException {
    String script =
        "mount -t tmpfs -o size=" + MEBIBYTES + "m none \"$0\" && echo mounted && exec cat";
    Process holder =
        new ProcessBuilder("unshare", "-m", "sh", "-c", script, mountPoint.toString()).start();
    // Ends at once, or has printed its line.
    String line = holder.inputReader().readLine();
    if (!"mounted".equals(line)) {
      holder.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      throw new IOException(holder.errorReader().readAllAsString().strip());
    }
    return new TemporaryDisk(holder, mountPoint);
  }

  /** The words before a command that make it see the disk. */
  List<String> prefix() {
    return List.of("nsenter", "--mount", "--target", Long.toString(holder.pid()));
  }

  /** The path of a file for a process that sees the disk. */
  Path inside(String name) {
    return mountPoint.resolve(name);
  }

  /** The path of the same file for this process. */
  Path outside(String name) {
    return Path.of("/proc", Long.toString(holder.pid()), "root" + mountPoint, name);
  }

  /** Fills the disk to its last page; returns the file to be deleted. */
  Path fill() throws IOException {
    Path ballast = outside("ballast");
    try (FileChannel file =
        FileChannel.open(ballast, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      fill(file, BLOCK);
      fill(file, PAGE);
    }
    return ballast;
  }

  private static void fill(FileChannel file, int size) {
    try {
      while (true) {
        file.write(ByteBuffer.allocate(size));
      }
    } catch (IOException e) {
      // It is full.
    }
  }

  /** Ends the holder; the disk goes with the last process that sees it. */
  @Override
  public void close() throws IOException {
    holder.destroyForcibly().onExit().join();
  }
}
