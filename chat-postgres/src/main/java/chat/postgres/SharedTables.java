package chat.postgres;

import chat.core.cluster.NicknameStore;
import chat.core.cluster.SecretStore;
import chat.core.cluster.SharedStores;

/** What the servers share besides the log, in tables; owner of its connections and threads. */
final class SharedTables implements SharedStores, AutoCloseable {
  private final StatementRunner statements;
  private final SecretTable secrets;
  private final NicknameTable nicknames;
  private final Thread upkeep;

  /**
   * @param server identifies this server
   */
  SharedTables(Database database, String server) {
    statements = new StatementRunner(database);
    secrets = new SecretTable(statements);
    nicknames = new NicknameTable(statements, server);
    upkeep = Thread.ofPlatform().daemon().name("nicknames").start(nicknames.upkeep());
  }

  @Override
  public SecretStore secrets() {
    return secrets;
  }

  @Override
  public NicknameStore nicknames() {
    return nicknames;
  }

  /** Notes who has left, and disconnects. */
  @Override
  public void close() {
    nicknames.upkeep().close();
    UninterruptibleJoin.of(upkeep);
    statements.close();
  }
}
