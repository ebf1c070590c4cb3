package chat.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Forces files and directories to the disk, so that they survive a loss of power. */
public final class DiskSync {
  private DiskSync() {}

  /** Forces an open file. */
  @FunctionalInterface
  interface Force {
    void force(Path path, FileChannel channel) throws IOException;
  }

  /** Forces the content of a file. */
  public static void forceFile(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Forces the names in a directory. */
  public static void forceDirectory(Path directory) throws IOException {
    forceDirectory(directory, (path, channel) -> channel.force(true));
  }

  static void forceDirectory(Path directory, Force force) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(directory, StandardOpenOption.READ);
    } catch (IOException e) {
      // Windows cannot open a directory, and needs no force for it.
      return;
    }
    try (channel) {
      force.force(directory, channel);
    }
  }
}
