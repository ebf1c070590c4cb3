package chat.sqlite.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A statement that is prepared once and run many times, with its parameters as varargs. */
public final class PreparedQuery {
  private final PreparedStatement statement;

  public PreparedQuery(Connection connection, String sql) throws SQLException {
    statement = connection.prepareStatement(sql);
  }

  /** Maps one row to a value. */
  public interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** Visits one row; returns whether to go on to the next. */
  public interface RowVisitor {
    boolean visit(ResultSet row) throws SQLException;
  }

  /** Changes rows; returns how many. */
  public int update(Object... parameters) throws SQLException {
    bind(parameters);
    return statement.executeUpdate();
  }

  /** The first row of the result. */
  public <T> Optional<T> queryOne(RowMapper<T> mapper, Object... parameters) throws SQLException {
    bind(parameters);
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(mapper.map(rows)) : Optional.empty();
    }
  }

  /** All rows of the result. */
  public <T> List<T> queryAll(RowMapper<T> mapper, Object... parameters) throws SQLException {
    List<T> all = new ArrayList<>();
    visit(rows -> all.add(mapper.map(rows)), parameters);
    return all;
  }

  /** Visits the rows of the result until the visitor returns false. */
  public void visit(RowVisitor visitor, Object... parameters) throws SQLException {
    bind(parameters);
    try (ResultSet rows = statement.executeQuery()) {
      boolean more = rows.next();
      while (more) {
        more = visitor.visit(rows) && rows.next();
      }
    }
  }

  private void bind(Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      bind(i + 1, parameters[i]);
    }
  }

  // Java links a switch over types anew at each start, which takes longer than what is bound here.
  @SuppressWarnings("IfChainToSwitch")
  private void bind(int index, Object parameter) throws SQLException {
    if (parameter == null) {
      statement.setNull(index, Types.NULL);
    } else if (parameter instanceof Long number) {
      statement.setLong(index, number);
    } else if (parameter instanceof Integer number) {
      statement.setInt(index, number);
    } else if (parameter instanceof String text) {
      statement.setString(index, text);
    } else {
      throw new IllegalArgumentException("no column has the type " + parameter.getClass());
    }
  }
}
