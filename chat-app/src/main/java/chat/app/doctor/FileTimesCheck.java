package chat.app.doctor;

import chat.core.log.Finding;
import chat.files.FileErrors;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Compares the clock of this machine with the times of the files in a directory. */
public final class FileTimesCheck implements Check {
  private static final String SUBJECT = "clock";

  /** 5 s: file systems of other machines may be a little ahead. */
  private static final Duration MAX_AHEAD = Duration.ofSeconds(5);

  private final Path directory;
  private final InstantSource clock;

  public FileTimesCheck(Path directory, InstantSource clock) {
    this.directory = directory;
    this.clock = clock;
  }

  @Override
  public List<Finding> run() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Instant changed = Files.getLastModifiedTime(file).toInstant();
        Duration ahead = Duration.between(clock.instant(), changed);
        if (ahead.compareTo(MAX_AHEAD) > 0) {
          return List.of(
              Finding.failed(
                  SUBJECT,
                  "%s was changed %,d s in the future, so the clock is behind or was ahead; set it by NTP (timedatectl set-ntp true)."
                      .formatted(file.getFileName(), ahead.toSeconds())));
        }
      }
      return List.of(Finding.ok(SUBJECT, "no file is of the future"));
    } catch (IOException e) {
      return List.of(
          Finding.failed(SUBJECT, directory + " cannot be read (" + FileErrors.reason(e) + ")."));
    }
  }
}
