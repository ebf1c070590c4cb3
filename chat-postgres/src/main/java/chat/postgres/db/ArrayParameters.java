package chat.postgres.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** Parameters of a statement that are arrays, with one element for each of these rows. */
public record ArrayParameters<T>(
    Connection connection, PreparedStatement statement, List<? extends T> rows) {
  /**
   * Sets a parameter.
   *
   * @param parameter its number, from 1
   * @param type of the elements, by its name in the database
   */
  public void set(int parameter, String type, Function<? super T, Object> value)
      throws SQLException {
    Object[] values = rows.stream().map(value).toArray();
    statement.setArray(parameter, connection.createArrayOf(type, values));
  }
}
