package chat.app.doctor;

import chat.core.log.Finding;
import java.util.List;

/**
 * Compares the free space of a disk with what the server needs.
 *
 * @param free bytes that the server may still use
 * @param log bytes of the log
 */
public record DiskSpaceCheck(long free, long log) implements Check {
  private static final String SUBJECT = "disk space";
  private static final long MIB = 1 << 20;

  /** 100 MiB: a journal of 16 MiB, a file of a member and some days of words. */
  private static final long LITTLE = 100 * MIB;

  /** 1 GiB: some thousand pictures. */
  private static final long ENOUGH = 1024 * MIB;

  @Override
  public List<Finding> run() {
    String text = "%,d MiB are free, and the log has %,d MiB".formatted(free / MIB, log / MIB);
    if (free < LITTLE) {
      return List.of(
          Finding.failed(
              SUBJECT, text + "; make space, because messages are refused on a full disk."));
    }
    // A backup, and a new index for searching, take as much as the log.
    return List.of(
        free < Math.max(ENOUGH, log)
            ? Finding.warning(
                SUBJECT, text + "; make space: a new index for searching takes as much as the log.")
            : Finding.ok(SUBJECT, text));
  }
}
