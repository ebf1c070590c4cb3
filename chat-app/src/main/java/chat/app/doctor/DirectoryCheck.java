package chat.app.doctor;

import chat.core.log.Finding;
import chat.files.FileErrors;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks that a data directory is there, and that it and its files are for one owner alone. */
public final class DirectoryCheck implements Check {
  private static final String SUBJECT = "data directory";

  /** 3 names, because a directory that was copied has them all wrong. */
  private static final int MAX_NAMES = 3;

  private static final Set<PosixFilePermission> OWNER =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private final Path directory;

  public DirectoryCheck(Path directory) {
    this.directory = directory;
  }

  @Override
  public List<Finding> run() {
    if (!Files.isDirectory(directory)) {
      return List.of(
          Finding.failed(
              SUBJECT, directory + " is not there; name that of the server with --data."));
    }
    if (!Files.isReadable(directory) || !Files.isExecutable(directory)) {
      return List.of(
          Finding.failed(
              SUBJECT,
              directory
                  + " cannot be read; run this as the server's user (sudo -u chat /usr/bin/chat doctor …)."));
    }
    try {
      List<Finding> findings = new ArrayList<>();
      findings.add(permissions());
      findings.add(owners());
      return findings;
    } catch (IOException | UnsupportedOperationException e) {
      return List.of(unreadable(directory, e));
    }
  }

  private static Finding unreadable(Path path, Exception e) {
    return e instanceof IOException io
        ? Finding.failed(SUBJECT, path + " cannot be read (" + FileErrors.reason(io) + ").")
        : Finding.skipped(SUBJECT, "this file system has no owners and modes");
  }

  private Finding permissions() throws IOException {
    List<String> open = new ArrayList<>();
    if (isOpen(directory)) {
      open.add(directory.toString());
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (isOpen(file)) {
          open.add(file.getFileName().toString());
        }
      }
    }
    return open.isEmpty()
        ? Finding.ok(SUBJECT, directory + " is for its owner alone")
        : Finding.failed(
            SUBJECT,
            "others can read %s, and with its keys sign in as anybody; run chmod -R go= '%s'."
                .formatted(names(open), directory));
  }

  private static String names(List<String> all) {
    String first = String.join(", ", all.subList(0, Math.min(all.size(), MAX_NAMES)));
    return all.size() <= MAX_NAMES ? first : first + " and " + (all.size() - MAX_NAMES) + " more";
  }

  private static boolean isOpen(Path path) throws IOException {
    return !OWNER.containsAll(Files.getPosixFilePermissions(path));
  }

  private Finding owners() throws IOException {
    String owner = owner(directory);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (!owner(file).equals(owner)) {
          return Finding.failed(
              SUBJECT,
              "%s belongs to %s, and the directory to %s, so that the server may not use it; run chown -R %3$s '%s'."
                  .formatted(file.getFileName(), owner(file), owner, directory));
        }
      }
    }
    return Finding.ok(SUBJECT, "all of it belongs to " + owner);
  }

  private static String owner(Path path) throws IOException {
    FileOwnerAttributeView view = Files.getFileAttributeView(path, FileOwnerAttributeView.class);
    return view.getOwner().getName();
  }
}
