package chat.postgres;

import chat.core.cluster.SecretStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The keys in the table {@code secret}. */
final class SecretTable implements SecretStore {
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

  private static List<String> values(Connection connection, String kind) throws SQLException {
    return Query.of("SELECT value FROM chat.secret WHERE kind = ? ORDER BY at DESC", kind)
        .rows(connection, row -> row.getString(1));
  }
}
