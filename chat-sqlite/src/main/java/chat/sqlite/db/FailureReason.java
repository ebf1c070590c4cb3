package chat.sqlite.db;

import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The reason of a failure in a few words, without a path: the messages of SQLite may have one.
 *
 * @param text part of a sentence
 * @param isDamage whether it lasts until the file is mended, though other parts can be written
 */
public record FailureReason(String text, boolean isDamage) {
  /** Extended result codes have the primary one in their lowest byte. */
  private static final int PRIMARY = 0xff;

  public static FailureReason of(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException known) {
        return of(SQLiteErrorCode.getErrorCode(known.getResultCode().code & PRIMARY));
      }
      if (cause instanceof LogStateException known) {
        return new FailureReason(known.getMessage(), false);
      }
      if (cause instanceof OutOfMemoryError) {
        return new FailureReason("there is no memory left", false);
      }
    }
    return new FailureReason("the log cannot be used", false);
  }

  private static FailureReason of(SQLiteErrorCode code) {
    return switch (code) {
      case SQLITE_FULL -> new FailureReason("the disk is full", false);
      case SQLITE_CORRUPT, SQLITE_NOTADB -> new FailureReason("the log is damaged", true);
      case SQLITE_BUSY, SQLITE_LOCKED ->
          new FailureReason("another program has locked the log", false);
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
          new FailureReason("the log may not be written", false);
      case SQLITE_CANTOPEN -> new FailureReason("the log cannot be opened", false);
      case SQLITE_IOERR -> new FailureReason("the disk reports an error", false);
      case SQLITE_NOMEM -> new FailureReason("there is no memory left", false);
      default -> new FailureReason("the log cannot be used", false);
    };
  }
}
