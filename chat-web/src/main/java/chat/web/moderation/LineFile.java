package chat.web.moderation;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.core.cluster.StoreUnavailableException;
import chat.files.AtomicFile;
import chat.files.FileErrors;
import chat.web.config.StartupException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A file of lines that is replaced atomically.
 *
 * @param path empty: there is no file, and nothing outlives the process
 */
record LineFile(Optional<Path> path) {
  private static final System.Logger LOG = System.getLogger(LineFile.class.getName());

  /**
   * Reads and parses all lines.
   *
   * @param consequence what deleting the file does, for the message of the exception
   * @throws StartupException when a line cannot be parsed, because a start without it would undo
   *     what the owner decided
   */
  <T> List<T> read(Function<String, T> parser, String consequence) {
    return path.filter(Files::exists)
        .map(file -> read(file, parser, consequence))
        .orElse(List.of());
  }

  private static <T> List<T> read(Path file, Function<String, T> parser, String consequence) {
    List<String> lines = lines(file);
    if (lines.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "{0} is empty, and the server leaves no empty file: what was in it does not apply",
          file.getFileName());
    }
    try {
      return lines.stream().filter(line -> !line.isBlank()).map(parser).toList();
    } catch (RuntimeException e) {
      throw new StartupException(
          file
              + " has a line that this version does not know. Where a newer version wrote it, start that one; else correct the line, or delete the file to "
              + consequence
              + ".",
          e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, UTF_8);
    } catch (IOException e) {
      throw new StartupException(
          file
              + " cannot be read ("
              + FileErrors.reason(e)
              + "); the server's user has to be able to.",
          e);
    }
  }

  /**
   * Replaces all lines; returns when they are on the disk.
   *
   * @throws StoreUnavailableException when they cannot be written; the former ones are kept
   */
  void write(Stream<String> lines) {
    path.ifPresent(file -> write(file, lines));
  }

  private static void write(Path file, Stream<String> lines) {
    StringBuilder content = new StringBuilder();
    lines.forEach(line -> content.append(line).append('\n'));
    try {
      // Never empty, so that a file that was truncated is noticed.
      new AtomicFile(file).replace(content.isEmpty() ? "\n" : content.toString());
    } catch (IOException e) {
      String reason = file.getFileName() + " cannot be written (" + FileErrors.reason(e) + ")";
      LOG.log(Level.ERROR, reason);
      throw new StoreUnavailableException(reason);
    }
  }
}
