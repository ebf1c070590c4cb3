package chat.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.files.AtomicFile;
import chat.files.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** The data directory, and the keys in it. Only its owner may read it. */
final class DataDirectory {
  private static final String COOKIE_KEYS = "cookie-keys";
  private static final String OWNER_KEY = "owner-key";
  private static final String BANS = "bans";
  private static final String SLOW_ROOMS = "slow-rooms";
  private static final int KEY_BYTES = 32;
  private static final int MIN_OWNER_KEY_LENGTH = 20;

  private final Path directory;

  private DataDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * Opens the directory; creates it if it is missing.
   *
   * @throws InvalidSettingException when it cannot be written
   */
  static DataDirectory open(Path directory) throws InvalidSettingException {
    try {
      OwnerOnly.createDirectories(directory);
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
   * The keys that sign cookies, the newest first; the first start creates one. The owner replaces a
   * key by a new line before the old one.
   */
  List<byte[]> cookieKeys() throws InvalidSettingException {
    Path file = directory.resolve(COOKIE_KEYS);
    try {
      var _ = createKey(file);
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

  /** The file of bans, which need not exist. */
  Path bans() {
    return directory.resolve(BANS);
  }

  /** The file of rooms in slow mode, which need not exist. */
  Path slowRooms() {
    return directory.resolve(SLOW_ROOMS);
  }

  /**
   * The owner's key.
   *
   * @param key the text by which the owner signs in
   * @param isNew whether this start has created it
   */
  record OwnerKey(String key, boolean isNew) {}

  /** The owner's key; the first start creates it. */
  OwnerKey ownerKey() throws InvalidSettingException {
    Path file = ownerKeyFile();
    try {
      boolean isNew = createKey(file);
      String key = Files.readString(file, US_ASCII).strip();
      if (key.length() < MIN_OWNER_KEY_LENGTH) {
        throw new IOException("too short");
      }
      return new OwnerKey(key, isNew);
    } catch (IOException e) {
      throw new InvalidSettingException(
          file
              + " holds no key of at least "
              + MIN_OWNER_KEY_LENGTH
              + " characters; correct it, or delete it: the next start makes a new one.");
    }
  }

  Path ownerKeyFile() {
    return directory.resolve(OWNER_KEY);
  }

  /** Creates a file with a random key; false when it exists, also by another server's start. */
  private static boolean createKey(Path file) throws IOException {
    return new AtomicFile(file).createIfAbsent(randomText() + "\n");
  }

  static String randomText() {
    return Base64.getEncoder().encodeToString(randomKey());
  }

  static byte[] randomKey() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }
}
