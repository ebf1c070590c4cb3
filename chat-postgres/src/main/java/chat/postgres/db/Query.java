package chat.postgres.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement with the values of its parameters.
 *
 * @param values texts, numbers, truth values and arrays
 */
public record Query(String sql, List<Object> values) {
  public static Query of(String sql, Object... values) {
    return new Query(sql, List.of(values));
  }

  /** Makes a value of the row at which a result is. */
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Runs the statement, and reads all rows. */
  public <T> List<T> rows(Connection connection, RowReader<T> reader) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, values.get(i));
      }
      List<T> read = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          read.add(reader.read(rows));
        }
      }
      return read;
    }
  }

  /** Runs a statement with one row of one truth value. */
  public boolean isTrue(Connection connection) throws SQLException {
    return rows(connection, row -> row.getBoolean(1)).getFirst();
  }
}
