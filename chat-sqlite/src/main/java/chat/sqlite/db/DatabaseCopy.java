package chat.sqlite.db;

import chat.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Copies a database that other processes may be writing. The copy has one state of it, and nothing
 * of what was erased. Writers go on meanwhile; the journal grows until the copy is written.
 */
public final class DatabaseCopy {
  private DatabaseCopy() {}

  /**
   * Writes and checks a copy under the name of the original.
   *
   * @param folder where no file has this name
   * @throws SQLException also when the copy is damaged
   */
  public static Path write(Database original, Path folder) throws SQLException, IOException {
    Path copy = folder.resolve(original.file().getFileName());
    // Empty: SQLite fills it.
    var _ = new AtomicFile(copy).createIfAbsent("");
    try (Connection connection = original.openReader()) {
      // VACUUM is its own transaction.
      connection.setAutoCommit(true);
      try (PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
        vacuum.setString(1, copy.toAbsolutePath().toString());
        vacuum.executeUpdate();
      }
    }
    check(new Database(copy, Database.Settings.DEFAULTS));
    return copy;
  }

  private static void check(Database copy) throws SQLException {
    try (Connection connection = copy.openReader();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
      row.next();
      String result = row.getString(1);
      if (!result.equals("ok")) {
        throw new SQLException("the copy is damaged: " + result);
      }
    }
  }
}
