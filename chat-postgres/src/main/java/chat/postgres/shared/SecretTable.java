package chat.postgres.shared;

import chat.core.cluster.SecretStore;
import chat.postgres.db.Query;
import chat.postgres.db.StatementRunner;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** The keys in the table {@code secret}. */
public final class SecretTable implements SecretStore {
  private static final String COOKIE_KEY = "cookie-key";
  private static final String OWNER_KEY = "owner-key";

  private final StatementRunner statements;

  SecretTable(StatementRunner statements) {
    this.statements = statements;
  }

  @Override
  public List<String> cookieKeys(String candidate) {
    return statements.run(connection -> {
      var _ = insertFirst(connection, COOKIE_KEY, candidate);
      return values(connection, COOKIE_KEY);
    });
  }

  @Override
  public OwnerKey ownerKey(String candidate) {
    return statements.run(connection -> {
      boolean isNew = insertFirst(connection, OWNER_KEY, candidate);
      return new OwnerKey(values(connection, OWNER_KEY).getFirst(), isNew);
    });
  }

  /** Inserts a value unless there is one; of two servers that start at once one does. */
  private static boolean insertFirst(Connection connection, String kind, String value)
      throws SQLException {
    return Query.of("SELECT chat.insert_first_secret(?, ?)", kind, value).isTrue(connection);
  }

  /** Replaces all keys; of cookie keys the newest is the first. */
  public static void replaceAll(
      Connection connection, List<String> cookieKeys, Optional<String> ownerKey)
      throws SQLException {
    delete(connection);
    for (int age = 0; age < cookieKeys.size(); age++) {
      insert(connection, COOKIE_KEY, cookieKeys.get(age), age);
    }
    if (ownerKey.isPresent()) {
      insert(connection, OWNER_KEY, ownerKey.get(), 0);
    }
  }

  private static void delete(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM chat.secret");
    }
  }

  private static void insert(Connection connection, String kind, String value, int age)
      throws SQLException {
    var _ =
        Query.of(
                "INSERT INTO chat.secret VALUES (?, ?, clock_timestamp() - ? * interval '1 s') RETURNING true",
                kind,
                value,
                age)
            .isTrue(connection);
  }

  private static List<String> values(Connection connection, String kind) throws SQLException {
    return Query.of("SELECT value FROM chat.secret WHERE kind = ? ORDER BY at DESC", kind)
        .rows(connection, row -> row.getString(1));
  }
}
