package chat.postgres.db;

import java.sql.SQLException;

/** The reason of a failure in a few words, without an address: the driver's messages have one. */
public final class FailureReason {
  private FailureReason() {}

  public static String of(Throwable e) {
    if (!(e instanceof SQLException sql)) {
      return "the log cannot be used";
    }
    return switch (stateClass(sql)) {
      case "08" -> "the database cannot be reached";
      case "28" -> "the database refuses the user or the password";
      case "53" -> "the database has no disk, memory or connection left";
      case "57" -> "the database ends a connection, a statement or itself";
      case "25" -> "the database may not be written";
      default -> "the database reports an error (" + sql.getSQLState() + ")";
    };
  }

  /**
   * Whether the database has refused these very data, and rolled back: the same would fail again.
   * Anything else is tried again, because the outcome is unknown, or the reason may pass.
   */
  public static boolean isOfTheData(SQLException e) {
    return switch (stateClass(e)) {
      case "21", "22", "23", "42" -> true;
      default -> false;
    };
  }

  /** The first two characters of the code; a failure without a code is one of the connection. */
  private static String stateClass(SQLException e) {
    String state = e.getSQLState();
    return state == null || state.length() < 2 ? "08" : state.substring(0, 2);
  }
}
