package chat.app.doctor;

import chat.core.file.FileId;
import chat.core.log.Finding;
import chat.files.FileErrors;
import chat.files.store.DirectoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Checks that the files which messages have can be read. */
public final class FilesCheck implements Check {
  private static final String SUBJECT = "files";

  private final Path directory;
  private final Set<FileId> attached;

  /**
   * @param directory of the files, which need not exist
   * @param attached the files that messages have
   */
  public FilesCheck(Path directory, Set<FileId> attached) {
    this.directory = directory;
    this.attached = attached;
  }

  @Override
  public List<Finding> run() {
    if (attached.isEmpty()) {
      return List.of(Finding.ok(SUBJECT, "no message has one"));
    }
    if (Files.exists(directory) && !Files.isReadable(directory)) {
      return List.of(
          Finding.failed(SUBJECT, directory + " cannot be read; run this as the server's user."));
    }
    try {
      Set<FileId> missing = new DirectoryFiles(directory).unusable(attached);
      return List.of(
          missing.isEmpty()
              ? Finding.ok(SUBJECT, "%,d of messages are there".formatted(attached.size()))
              : Finding.failed(
                  SUBJECT,
                  "%,d of %,d that messages have are missing or damaged, such as %s; put them back from a backup, into %s."
                      .formatted(
                          missing.size(),
                          attached.size(),
                          missing.iterator().next().value(),
                          directory)));
    } catch (IOException e) {
      return List.of(
          Finding.failed(SUBJECT, directory + " cannot be read (" + FileErrors.reason(e) + ")."));
    }
  }
}
