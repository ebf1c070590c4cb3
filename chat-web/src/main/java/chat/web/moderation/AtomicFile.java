package chat.web.moderation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.WRITE;

import chat.web.config.StartupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the owner has ruled, one line each, in a file that is there whole or not at all, whatever
 * happens meanwhile.
 *
 * @param file where they are kept; empty: they end with the process
 */
record AtomicFile(Optional<Path> file) {
  /**
   * Reads all lines.
   *
   * @param cure what deleting the file means to the owner
   * @throws StartupException when there is one that cannot be parsed: starting without it would
   *     undo what the owner has ruled
   */
  <T> List<T> read(Function<String, T> parsing, String cure) {
    return file.filter(Files::exists).map(path -> read(path, parsing, cure)).orElse(List.of());
  }

  private static <T> List<T> read(Path path, Function<String, T> parsing, String cure) {
    try {
      return Files.readAllLines(path, UTF_8).stream()
          .filter(line -> !line.isBlank())
          .map(parsing)
          .toList();
    } catch (IOException | RuntimeException e) {
      throw new StartupException(
          path + " cannot be read; correct it, or delete it to " + cure + ".", e);
    }
  }

  /** Replaces all lines, and returns when the disk has them. */
  void write(Stream<String> lines) {
    file.ifPresent(path -> write(path, lines.toList()));
  }

  private static void write(Path path, List<String> lines) {
    try {
      Path fresh =
          Files.createTempFile(
              path.toAbsolutePath().getParent(), path.getFileName().toString(), ".new");
      try (FileChannel channel = FileChannel.open(fresh, WRITE)) {
        for (String line : lines) {
          channel.write(UTF_8.encode(line + '\n'));
        }
        channel.force(true);
      }
      Files.move(fresh, path, ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
