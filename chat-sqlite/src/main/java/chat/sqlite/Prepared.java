package chat.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A statement that is parsed once and run many times; it takes its values in one go. */
final class Prepared {
  private final PreparedStatement statement;

  Prepared(Connection connection, String sql) throws SQLException {
    statement = connection.prepareStatement(sql);
  }

  /** Makes something of one row. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Looks at one row and says whether to go on to the next. */
  interface Glance {
    boolean at(ResultSet row) throws SQLException;
  }

  /** Changes rows, and says how many. */
  int run(Object... values) throws SQLException {
    bind(values);
    return statement.executeUpdate();
  }

  <T> Optional<T> one(Row<T> row, Object... values) throws SQLException {
    bind(values);
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
    }
  }

  <T> List<T> all(Row<T> row, Object... values) throws SQLException {
    List<T> all = new ArrayList<>();
    each(rows -> all.add(row.read(rows)), values);
    return all;
  }

  void each(Glance glance, Object... values) throws SQLException {
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
      switch (values[i]) {
        case null -> statement.setNull(i + 1, Types.NULL);
        case Long number -> statement.setLong(i + 1, number);
        case Integer number -> statement.setInt(i + 1, number);
        case String text -> statement.setString(i + 1, text);
        default -> throw new IllegalArgumentException("not in any table: " + values[i].getClass());
      }
    }
  }
}
