package chat.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The maximum number of connections, from the process's limit of file descriptors. Each connection
 * takes one, and a server without a free one cannot accept, read its pages or write its log.
 */
final class FileDescriptors {
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final Pattern OPEN_FILES =
      Pattern.compile("Max open files\\s+([0-9]{1,9})\\s", Pattern.MULTILINE);

  /** The value for a limit that is unknown, or for none. */
  private static final int DEFAULT = 8_000;

  /** For the program itself: its files, its log, connections that are being closed. */
  private static final int RESERVE = 128;

  private static final int MIN = 16;
  private static final int MAX = 1_000_000;

  private FileDescriptors() {}

  static int forConnections() {
    try {
      return forConnections(Files.readString(LIMITS));
    } catch (IOException e) {
      return DEFAULT;
    }
  }

  /**
   * Parses the limits that Linux lists. A start is quicker so than with Java's management beans.
   *
   * @param limits the content of {@code /proc/self/limits}
   */
  static int forConnections(String limits) {
    Matcher openFiles = OPEN_FILES.matcher(limits);
    return openFiles.find()
        ? Math.clamp(Integer.parseInt(openFiles.group(1)) - RESERVE, MIN, MAX)
        : DEFAULT;
  }
}
