package chat.app.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.files.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The content of the files in a data directory, to be compared and to be put back after damage. A
 * file is written in place, so that it stays the file that {@code chat.mark} knows.
 */
final class DataFiles {
  /**
   * The folder into which a server without an image unpacks its library; a start that ends early
   * leaves it behind.
   */
  private static final String UNPACKED = "sqlite-unpacked";

  private final Path directory;
  private final Path aside;
  private final Map<String, byte[]> saved = new TreeMap<>();

  /**
   * Saves the content of all files.
   *
   * @param aside a directory on the same disk, for files that a test removes
   */
  DataFiles(Path directory, Path aside) throws IOException {
    this.directory = directory;
    this.aside = aside;
    for (Path file : files(directory)) {
      saved.put(file.getFileName().toString(), Files.readAllBytes(file));
    }
  }

  private static Iterable<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> !file.endsWith(UNPACKED)).toList();
    }
  }

  /** Removes a file, which {@link #putBack} brings back. */
  void remove(String name) throws IOException {
    Files.move(directory.resolve(name), aside.resolve(name));
  }

  /** Replaces the content of a file. */
  void write(String name, byte[] content) throws IOException {
    Files.write(directory.resolve(name), content);
  }

  void write(String name, String content) throws IOException {
    write(name, content.getBytes(UTF_8));
  }

  /** Replaces a file by a directory, which not even root can read as a file. */
  void makeUnreadable(String name) throws IOException {
    remove(name);
    Files.createDirectory(directory.resolve(name));
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  byte[] content(String name) {
    return saved.get(name).clone();
  }

  /** The first half of a file. */
  byte[] half(String name) {
    return Arrays.copyOf(saved.get(name), saved.get(name).length / 2);
  }

  /**
   * The content of the files that a refused start has to leave as they are: all but the index for
   * searching and SQLite's shared memory, which are made anew, and an empty journal.
   *
   * @param andTheLog whether the log and its journal are among them
   */
  static Map<String, String> kept(Path directory, boolean andTheLog) throws IOException {
    Map<String, String> kept = new TreeMap<>();
    for (Path file : files(directory)) {
      String name = file.getFileName().toString();
      boolean isMadeAnew = name.startsWith("search.db") || name.endsWith("-shm");
      boolean isEmptyJournal = name.endsWith("-wal") && Files.size(file) == 0;
      boolean isOfTheLog = name.startsWith("chat.db");
      if (!isMadeAnew && !isEmptyJournal && (andTheLog || !isOfTheLog)) {
        kept.put(name, digest(file));
      }
    }
    return kept;
  }

  private static String digest(Path file) throws IOException {
    return Files.isDirectory(file)
        ? "a directory"
        : Files.size(file) + " bytes, " + Arrays.hashCode(Files.readAllBytes(file));
  }

  /** Puts all files back as they were. */
  void putBack() throws IOException {
    for (Path file : files(aside)) {
      Path name = directory.resolve(file.getFileName());
      Files.deleteIfExists(name);
      Files.move(file, name);
    }
    for (Path file : files(directory)) {
      if (!saved.containsKey(file.getFileName().toString())) {
        Files.delete(file);
      }
    }
    saved.forEach((name, content) -> {
      try {
        write(name, content);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    OwnerOnly.restrictFiles(directory);
  }
}
