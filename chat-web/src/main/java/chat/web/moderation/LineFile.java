package chat.web.moderation;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.files.AtomicFile;
import chat.web.config.StartupException;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    try {
      return Files.readAllLines(file, UTF_8).stream()
          .filter(line -> !line.isBlank())
          .map(parser)
          .toList();
    } catch (IOException | RuntimeException e) {
      throw new StartupException(
          file + " cannot be read; correct it, or delete it to " + consequence + ".", e);
    }
  }

  /** Replaces all lines; returns when they are on the disk. */
  void write(Stream<String> lines) {
    path.ifPresent(file -> write(file, lines));
  }

  private static void write(Path file, Stream<String> lines) {
    StringBuilder content = new StringBuilder();
    lines.forEach(line -> content.append(line).append('\n'));
    try {
      new AtomicFile(file).replace(content.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
