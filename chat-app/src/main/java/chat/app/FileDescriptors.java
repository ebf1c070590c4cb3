package chat.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
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

  /** For the program itself: its files, its log, connections that are reserved or being closed. */
  private static final int RESERVE = 128;

  /** Fewer are no use: a browser alone opens six. */
  private static final int MIN = 16;

  private static final int MAX = 1_000_000;

  private FileDescriptors() {}

  /**
   * How many connections fit into the limit of the process.
   *
   * @param wanted as many as fit, if empty
   */
  static int forConnections(OptionalInt wanted) throws InvalidSettingException {
    try {
      return forConnections(Files.readString(LIMITS), wanted);
    } catch (IOException e) {
      return wanted.orElse(DEFAULT);
    }
  }

  /**
   * Parses the limits that Linux lists. A start is quicker so than with Java's management beans.
   *
   * @param limits the content of {@code /proc/self/limits}
   * @throws InvalidSettingException when they do not fit: a listener without a free descriptor ends
   */
  static int forConnections(String limits, OptionalInt wanted) throws InvalidSettingException {
    Matcher openFiles = OPEN_FILES.matcher(limits);
    if (!openFiles.find()) {
      return wanted.orElse(DEFAULT);
    }
    int files = Integer.parseInt(openFiles.group(1));
    int most = Math.min(files - RESERVE, MAX);
    if (most < MIN) {
      throw new InvalidSettingException(
          "This process may open %,d files, and the server needs at least %,d; raise the limit (ulimit -n, or LimitNOFILE)."
              .formatted(files, RESERVE + MIN));
    }
    if (wanted.orElse(MIN) > most) {
      throw new InvalidSettingException(
          "--tcp-connections: %,d connections do not fit into the %,d files that this process may open; choose %,d at most, or raise the limit (ulimit -n, or LimitNOFILE)."
              .formatted(wanted.getAsInt(), files, most));
    }
    return wanted.orElse(most);
  }
}
