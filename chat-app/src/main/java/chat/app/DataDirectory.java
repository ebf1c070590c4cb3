package chat.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.files.AtomicFile;
import chat.files.FileErrors;
import chat.files.OwnerOnly;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** The data directory, and the keys in it. Only its owner may read it. */
final class DataDirectory {
  private static final System.Logger LOG = System.getLogger(DataDirectory.class.getName());
  private static final String COOKIE_KEYS = "cookie-keys";
  private static final String OWNER_KEY = "owner-key";
  private static final String BANS = "bans";
  private static final String SLOW_ROOMS = "slow-rooms";
  private static final String ROOMS_WITHOUT_PINS = "rooms-without-pins";
  private static final String SIGN_OUTS = "sign-outs";
  private static final String PROGRAMS = "programs";
  static final String FILES = "files";
  static final int KEY_BYTES = 32;
  static final int MIN_OWNER_KEY_LENGTH = 20;

  private final Path directory;

  private DataDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * Opens the directory; creates it if it is missing. Files in it that others may read are closed
   * to them, as a copy that was restored may have another mode.
   *
   * @throws InvalidSettingException when it cannot be written
   */
  static DataDirectory open(Path directory) throws InvalidSettingException {
    try {
      return create(directory);
    } catch (IOException e) {
      throw new InvalidSettingException(
          "--data: "
              + directory
              + " cannot be written ("
              + FileErrors.reason(e)
              + "); choose another directory, or none to keep nothing.");
    }
  }

  /**
   * The same for a command that needs the directory.
   *
   * @throws IOException when it cannot be written
   * @throws InvalidSettingException when its name does not do
   */
  static DataDirectory create(Path directory) throws IOException, InvalidSettingException {
    if (directory.toAbsolutePath().toString().contains("?")) {
      throw new InvalidSettingException(
          "--data: "
              + directory
              + " has a question mark in its path, which SQLite takes for options; choose another.");
    }
    OwnerOnly.createDirectories(directory);
    if (!Files.isWritable(directory)) {
      throw new AccessDeniedException(directory.toString());
    }
    for (Path file : OwnerOnly.restrictFiles(directory)) {
      LOG.log(Level.WARNING, "others could read {0}; its mode is 0600 now", file);
    }
    return new DataDirectory(directory);
  }

  /** A directory that is only read; nothing in it is changed or checked yet. */
  static DataDirectory existing(Path directory) {
    return new DataDirectory(directory);
  }

  Path path() {
    return directory;
  }

  /**
   * The keys that sign cookies, the newest first; the first start creates one. The owner replaces a
   * key by a new line before the old one.
   */
  List<byte[]> cookieKeys() throws InvalidSettingException {
    try {
      var _ = new AtomicFile(cookieKeysFile()).createIfAbsent(randomText() + "\n");
    } catch (IOException e) {
      throw cannotCreate(cookieKeysFile(), e);
    }
    return readCookieKeys();
  }

  Path cookieKeysFile() {
    return directory.resolve(COOKIE_KEYS);
  }

  /** The keys that sign cookies, the newest first, from their file. */
  List<byte[]> readCookieKeys() throws InvalidSettingException {
    Path file = cookieKeysFile();
    List<String> lines = lines(file);
    if (lines.isEmpty()) {
      throw new InvalidSettingException(
          file
              + " is empty; put a copy of it back. Without its keys everybody has to sign in again.");
    }
    try {
      return decoded(lines);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(
          file
              + " has a line that is no key of "
              + KEY_BYTES
              + " bytes in base64; correct it, or put a copy of the file back. Without these keys everybody has to sign in again.");
    }
  }

  /**
   * Decodes keys.
   *
   * @throws IllegalArgumentException when a text is none
   */
  static List<byte[]> decoded(List<String> texts) {
    List<byte[]> keys = texts.stream().map(text -> Base64.getDecoder().decode(text)).toList();
    if (keys.stream().anyMatch(key -> key.length < KEY_BYTES)) {
      throw new IllegalArgumentException("too short");
    }
    return keys;
  }

  /** The lines that are not blank, without blanks around them. */
  private static List<String> lines(Path file) throws InvalidSettingException {
    try {
      return Files.readAllLines(file, US_ASCII).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new InvalidSettingException(
          file
              + " cannot be read ("
              + FileErrors.reason(e)
              + "); the server's user has to be able to.");
    }
  }

  private static InvalidSettingException cannotCreate(Path file, IOException e) {
    return new InvalidSettingException(
        file
            + " cannot be created ("
            + FileErrors.reason(e)
            + "); the server's user has to be able to.");
  }

  /** The file of bans, which need not exist. */
  Path bans() {
    return directory.resolve(BANS);
  }

  /** The file of rooms in slow mode, which need not exist. */
  Path slowRooms() {
    return directory.resolve(SLOW_ROOMS);
  }

  /** The file of rooms in which pins are off, which need not exist. */
  Path roomsWithoutPins() {
    return directory.resolve(ROOMS_WITHOUT_PINS);
  }

  /** The file of members that have signed out on all devices, which need not exist. */
  Path signOuts() {
    return directory.resolve(SIGN_OUTS);
  }

  /** The file of the bots and hooks that the owner has made, which need not exist. */
  Path programs() {
    return directory.resolve(PROGRAMS);
  }

  /** The folder of the files that members send, which need not exist. */
  Path files() {
    return directory.resolve(FILES);
  }

  /**
   * The owner's key.
   *
   * @param key the text by which the owner signs in
   * @param isNew whether this start has created it
   */
  record OwnerKey(String key, boolean isNew) {
    /** Without the key, because what is printed ends in logs. */
    @Override
    public String toString() {
      return "OwnerKey[isNew=" + isNew + "]";
    }
  }

  /** The owner's key; a new one is not in its file before {@link #keep}. */
  OwnerKey ownerKey() throws InvalidSettingException {
    Path file = ownerKeyFile();
    if (Files.notExists(file)) {
      return new OwnerKey(randomText(), true);
    }
    List<String> lines = lines(file);
    if (lines.size() != 1 || lines.getFirst().length() < MIN_OWNER_KEY_LENGTH) {
      throw new InvalidSettingException(
          file
              + " has to be one line with a key of at least "
              + MIN_OWNER_KEY_LENGTH
              + " characters, and has "
              + (lines.size() == 1 ? "a shorter one" : lines.size() + " lines")
              + "; correct it, or delete it: the next start makes a new one.");
    }
    return new OwnerKey(lines.getFirst(), false);
  }

  /**
   * Keeps a new key in its file, once the server runs: so the start that shows it is the first one
   * that succeeds.
   */
  void keep(OwnerKey key) throws InvalidSettingException {
    try {
      var _ = new AtomicFile(ownerKeyFile()).createIfAbsent(key.key() + "\n");
    } catch (IOException e) {
      throw cannotCreate(ownerKeyFile(), e);
    }
  }

  Path ownerKeyFile() {
    return directory.resolve(OWNER_KEY);
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
