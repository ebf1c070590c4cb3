package chat.app;

import chat.app.doctor.Check;
import chat.core.log.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks that the keys in a data directory are there and can be read. */
record KeyCheck(Path directory) implements Check {
  private static final String SUBJECT = "keys";

  @Override
  public List<Finding> run() {
    DataDirectory data = DataDirectory.existing(directory);
    if (Files.notExists(data.cookieKeysFile())) {
      return List.of(
          Finding.warning(
              SUBJECT,
              "%s is missing, so that the next start signs everybody out; put it back from a backup."
                  .formatted(data.cookieKeysFile())));
    }
    try {
      data.readCookieKeys();
      return List.of(
          data.ownerKey().isNew()
              ? Finding.warning(
                  SUBJECT,
                  "%s is missing; the next start makes a new one and prints it."
                      .formatted(data.ownerKeyFile()))
              : Finding.ok(SUBJECT, "those of the cookies and of the owner can be read"));
    } catch (InvalidSettingException e) {
      return List.of(Finding.failed(SUBJECT, e.getMessage()));
    }
  }
}
