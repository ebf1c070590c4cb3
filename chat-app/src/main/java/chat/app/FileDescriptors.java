package chat.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many connections the process may have. Each is a file descriptor, and a server that has none
 * left cannot accept, read its pages or write its log.
 */
final class FileDescriptors {
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final Pattern OPEN_FILES =
      Pattern.compile("Max open files\\s+([0-9]{1,9})\\s", Pattern.MULTILINE);

  /** Where one cannot ask, or there is no limit. */
  private static final int OTHERWISE = 8_000;

  /** For the program itself: its jars, its log, what is being closed. */
  private static final int RESERVE = 128;

  private static final int MOST = 1_000_000;

  private FileDescriptors() {}

  static int forConnections() {
    try {
      return forConnections(Files.readString(LIMITS));
    } catch (IOException e) {
      return OTHERWISE;
    }
  }

  /**
   * Reads it from what Linux says of a process. Cheaper at start than Java's management beans.
   *
   * @param limits as in {@code /proc/self/limits}
   */
  static int forConnections(String limits) {
    Matcher files = OPEN_FILES.matcher(limits);
    return files.find()
        ? Math.clamp(Integer.parseInt(files.group(1)) - RESERVE, 16, MOST)
        : OTHERWISE;
  }
}
