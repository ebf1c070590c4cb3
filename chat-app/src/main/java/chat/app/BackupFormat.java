package chat.app;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The names in a backup, which is a ZIP file: a description, the databases, keys and settings as
 * they are named in a data directory, and the files of members.
 */
final class BackupFormat {
  /** The first line of the description, with the version of the format. */
  static final String TITLE = "chat backup 1";

  static final String DESCRIPTION = "backup.txt";
  static final String LOG = "chat.db";
  static final String FILES = "files";

  /** Keys and settings have names without a dot; databases, journals and leftovers have one. */
  private static final Pattern SETTING = Pattern.compile("[a-z][a-z-]{0,40}");

  private static final Pattern RESTORED =
      Pattern.compile(
          "chat\\.db|members\\.db|"
              + SETTING
              + "|"
              + FILES
              + "/[0-9a-f]{2}/[A-Za-z0-9_-]{22}(\\.record)?");

  private BackupFormat() {}

  /** Whether a file of a data directory is a key or a setting. */
  static boolean isSetting(Path file) {
    return SETTING.matcher(file.getFileName().toString()).matches()
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether a name is one that a backup may put into a data directory; never one outside. */
  static boolean isRestored(String name) {
    return RESTORED.matcher(name).matches();
  }
}
