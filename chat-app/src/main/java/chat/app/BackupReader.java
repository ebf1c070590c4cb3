package chat.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads a backup; all that is read is compared with its checksum. */
final class BackupReader implements Closeable {
  private final ZipFile zip;

  private BackupReader(ZipFile zip) {
    this.zip = zip;
  }

  /**
   * Opens a backup.
   *
   * @throws ZipException when the file is none, or only a part of one
   */
  static BackupReader open(Path file) throws IOException {
    var zip = new ZipFile(file.toFile(), UTF_8);
    try {
      var reader = new BackupReader(zip);
      reader.checkNames();
      return reader;
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  private void checkNames() throws IOException {
    ZipEntry description = zip.getEntry(BackupFormat.DESCRIPTION);
    if (description == null || !description().startsWith(BackupFormat.TITLE + "\n")) {
      throw new ZipException("it is no backup of this program");
    }
    for (String name : names()) {
      if (!BackupFormat.isRestored(name)) {
        throw new ZipException("it has an entry that is no part of a backup: " + name);
      }
    }
  }

  /** The lines about the backup. */
  String description() throws IOException {
    var bytes = new ByteArrayOutputStream();
    copy(BackupFormat.DESCRIPTION, bytes);
    return bytes.toString(UTF_8);
  }

  /** The names of all that is restored. */
  List<String> names() {
    return zip.stream()
        .map(ZipEntry::getName)
        .filter(name -> !name.equals(BackupFormat.DESCRIPTION))
        .toList();
  }

  /**
   * Writes the content of an entry.
   *
   * @throws ZipException when it is not what was written
   */
  void copy(String name, OutputStream target) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    var checksum = new CRC32();
    long copied;
    try (var content = zip.getInputStream(entry)) {
      copied = content.transferTo(new CheckedOutputStream(target, checksum));
    }
    if (copied != entry.getSize() || checksum.getValue() != entry.getCrc()) {
      throw new ZipException("it is damaged: " + name);
    }
  }

  /** Reads everything. */
  void verify() throws IOException {
    for (String name : names()) {
      copy(name, OutputStream.nullOutputStream());
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
