package chat.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.files.OwnerOnly;
import chat.web.config.BuildInfo;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a backup, with permissions for its owner alone. */
final class BackupWriter implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final ZipOutputStream zip;

  /**
   * Begins with the description.
   *
   * @param file does not exist yet
   * @param entries how many the log has
   */
  BackupWriter(Path file, Instant now, long entries) throws IOException {
    Files.createFile(file, OwnerOnly.file(file));
    zip =
        new ZipOutputStream(
            new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES), UTF_8);
    // Pictures and films are compressed already.
    zip.setLevel(Deflater.BEST_SPEED);
    String description =
        "%s\n%s\ntaken %s\nentries %d\n"
            .formatted(BackupFormat.TITLE, BuildInfo.current(), now, entries);
    add(BackupFormat.DESCRIPTION, new ByteArrayInputStream(description.getBytes(UTF_8)));
  }

  /** Adds a file of a data directory; one that was deleted meanwhile is left out. */
  void add(Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      add(file.getFileName().toString(), content);
    } catch (NoSuchFileException e) {
      // Such as the list of bans, when the last one is over.
    }
  }

  /** Adds a file of a member. */
  void addFile(String name, InputStream content) throws IOException {
    add(BackupFormat.FILES + "/" + name, content);
  }

  private void add(String name, InputStream content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    content.transferTo(zip);
    zip.closeEntry();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
