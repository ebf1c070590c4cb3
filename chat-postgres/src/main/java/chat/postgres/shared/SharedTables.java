package chat.postgres.shared;

import chat.core.cluster.NicknameStore;
import chat.core.cluster.RemovalCommand;
import chat.core.cluster.RulingStore;
import chat.core.cluster.SecretStore;
import chat.core.cluster.SharedStores;
import chat.postgres.db.Database;
import chat.postgres.db.StatementRunner;
import chat.postgres.db.UninterruptibleJoin;
import chat.postgres.notice.NoticeHandler;
import chat.postgres.notice.Notices;
import java.time.InstantSource;

/**
 * The stores that the servers share besides the log, in tables; owner of its connections and
 * threads.
 */
public final class SharedTables implements SharedStores, AutoCloseable {
  private final StatementRunner statements;
  private final SecretTable secrets;
  private final NicknameTable nicknames;
  private final RulingTable rulings;
  private final CommandTable commands;
  private final SharedChanges changes;
  private final LeaderLock leader;
  private final Thread upkeep;

  /**
   * @param clock the time of day at this server
   */
  public SharedTables(Database database, Notices notices, InstantSource clock) {
    statements = new StatementRunner(database);
    secrets = new SecretTable(statements);
    nicknames = new NicknameTable(statements, notices.server());
    rulings = new RulingTable(statements, clock, () -> notices.send(SharedChanges.RULINGS));
    commands =
        new CommandTable(statements, notices.server(), () -> notices.send(SharedChanges.COMMANDS));
    changes = new SharedChanges(statements, commands);
    leader = new LeaderLock();
    upkeep = Thread.ofPlatform().name("nicknames").unstarted(nicknames.upkeep());
  }

  /** Handles the notices of other servers. */
  public NoticeHandler changes() {
    return changes;
  }

  /** Takes the lock of the server that leads. */
  public NoticeHandler leader() {
    return leader;
  }

  @Override
  public boolean isLeader() {
    return leader.isHeld();
  }

  /** Begins the upkeep, and notes what is kept now. */
  public void start() {
    changes.begin();
    upkeep.start();
  }

  @Override
  public SecretStore secrets() {
    return secrets;
  }

  @Override
  public NicknameStore nicknames() {
    return nicknames;
  }

  @Override
  public RulingStore rulings() {
    return rulings;
  }

  @Override
  public void send(RemovalCommand command) {
    commands.send(command);
  }

  @Override
  public void start(Listener listener) {
    changes.start(listener);
  }

  /** Notes who has left, and disconnects. */
  @Override
  public void close() {
    changes.close();
    nicknames.upkeep().close();
    if (upkeep.getState() != Thread.State.NEW) {
      UninterruptibleJoin.of(upkeep);
    }
    statements.close();
  }
}
