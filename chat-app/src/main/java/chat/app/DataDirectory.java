package chat.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** The folder that keeps everything; readable by the owner only. */
final class DataDirectory {
  private static final String KEYS = "cookie-keys";
  private static final String OWNER_KEY = "owner-key";
  private static final String BANS = "bans";
  private static final String SLOW_ROOMS = "slow-rooms";
  private static final int KEY_BYTES = 32;
  private static final int SHORTEST_OWNER_KEY = 20;

  private final Path directory;

  private DataDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * Opens the folder, which is made if it is missing.
   *
   * @throws InvalidSettingException when it cannot be written
   */
  static DataDirectory open(Path directory) throws InvalidSettingException {
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(directory, ownerOnly("rwx------"));
      }
      if (!Files.isWritable(directory)) {
        throw new IOException("not writable");
      }
      return new DataDirectory(directory);
    } catch (IOException e) {
      throw new InvalidSettingException(
          "--data: "
              + directory
              + " cannot be written; choose another directory, or none to keep nothing.");
    }
  }

  Path path() {
    return directory;
  }

  /**
   * The keys that sign cookies, the newest first; one is made on the first start. To replace it put
   * a new line before the old one.
   */
  List<byte[]> cookieKeys() throws InvalidSettingException {
    Path file = directory.resolve(KEYS);
    try {
      var _ = create(file);
      List<byte[]> keys =
          Files.readAllLines(file, US_ASCII).stream()
              .filter(line -> !line.isBlank())
              .map(line -> Base64.getDecoder().decode(line.strip()))
              .toList();
      if (keys.isEmpty() || keys.stream().anyMatch(key -> key.length < KEY_BYTES)) {
        throw new IllegalArgumentException("no keys");
      }
      return keys;
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidSettingException(
          file
              + " holds no keys that can be read; correct it, or delete it: everybody has to sign in"
              + " again then.");
    }
  }

  /** The file of bans, which need not be there. */
  Path bans() {
    return directory.resolve(BANS);
  }

  /** The file of rooms in slow mode, which need not be there. */
  Path slowRooms() {
    return directory.resolve(SLOW_ROOMS);
  }

  /**
   * The owner's key, made on the first start.
   *
   * @param key whoever knows it is the owner
   * @param isNew whether nobody has seen it yet
   */
  record OwnerKey(String key, boolean isNew) {}

  /** Whoever can read it is the owner. */
  OwnerKey ownerKey() throws InvalidSettingException {
    Path file = ownerKeyFile();
    try {
      boolean isNew = create(file);
      String key = Files.readString(file, US_ASCII).strip();
      if (key.length() < SHORTEST_OWNER_KEY) {
        throw new IOException("too short");
      }
      return new OwnerKey(key, isNew);
    } catch (IOException e) {
      throw new InvalidSettingException(
          file
              + " holds no key of at least "
              + SHORTEST_OWNER_KEY
              + " characters; correct it, or delete it: the next start makes a new one.");
    }
  }

  Path ownerKeyFile() {
    return directory.resolve(OWNER_KEY);
  }

  /** Makes a file with a random key; false when it is there already. */
  private static boolean create(Path file) throws IOException {
    if (Files.exists(file)) {
      return false;
    }
    Path fresh = Files.createTempFile(file.getParent(), KEYS, ".new", ownerOnly("rw-------"));
    Files.writeString(fresh, randomText() + "\n", US_ASCII, StandardOpenOption.WRITE);
    try {
      // A link, not a move: of two servers that start at once the second keeps the first one's key.
      Files.createLink(file, fresh);
      return true;
    } catch (FileAlreadyExistsException e) {
      // Somebody else was quicker; theirs counts.
      return false;
    } finally {
      Files.delete(fresh);
    }
  }

  static String randomText() {
    return Base64.getEncoder().encodeToString(randomKey());
  }

  static byte[] randomKey() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }

  private static FileAttribute<Set<PosixFilePermission>> ownerOnly(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
