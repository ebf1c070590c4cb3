package chat.sqlite.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A statement that is parsed once and run many times; it takes its values in one go. */
public final class PreparedQuery {
  private final PreparedStatement statement;

  public PreparedQuery(Connection connection, String sql) throws SQLException {
    statement = connection.prepareStatement(sql);
  }

  /** Makes something of one row. */
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Looks at one row and says whether to go on to the next. */
  public interface RowVisitor {
    boolean at(ResultSet row) throws SQLException;
  }

  /** Changes rows, and says how many. */
  public int run(Object... values) throws SQLException {
    bind(values);
    return statement.executeUpdate();
  }

  public <T> Optional<T> one(Row<T> row, Object... values) throws SQLException {
    bind(values);
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
    }
  }

  public <T> List<T> all(Row<T> row, Object... values) throws SQLException {
    List<T> all = new ArrayList<>();
    each(rows -> all.add(row.read(rows)), values);
    return all;
  }

  public void each(RowVisitor glance, Object... values) throws SQLException {
    bind(values);
    try (ResultSet rows = statement.executeQuery()) {
      boolean more = rows.next();
      while (more) {
        more = glance.at(rows) && rows.next();
      }
    }
  }

  private void bind(Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      bind(i + 1, values[i]);
    }
  }

  // Java links a switch over types anew at each start, which takes longer than what is bound here.
  @SuppressWarnings("IfChainToSwitch")
  private void bind(int place, Object value) throws SQLException {
    if (value == null) {
      statement.setNull(place, Types.NULL);
    } else if (value instanceof Long number) {
      statement.setLong(place, number);
    } else if (value instanceof Integer number) {
      statement.setInt(place, number);
    } else if (value instanceof String text) {
      statement.setString(place, text);
    } else {
      throw new IllegalArgumentException("not in any table: " + value.getClass());
    }
  }
}
