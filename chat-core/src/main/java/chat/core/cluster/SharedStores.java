package chat.core.cluster;

/**
 * The stores of the servers of one database, besides the log. A call waits for the database, and
 * throws a {@link StoreUnavailableException} where that does not answer, unless it says otherwise.
 */
public interface SharedStores {
  /** The keys. */
  SecretStore secrets();

  /** The claims to nicknames. */
  NicknameStore nicknames();

  /** The owner's rulings. */
  RulingStore rulings();

  /** Sends a command to all other servers; one that is cut off gets it later. */
  void send(RemovalCommand command);

  /**
   * Whether this server is the one that does what one of several servers does. When it ends,
   * another one is soon; at the change two may be for some seconds. Returns at once.
   */
  default boolean isLeader() {
    return true;
  }

  /** Begins to notify of changes at other servers. Called once, before the first connection. */
  void start(Listener listener);

  /** A listener to changes at other servers; its methods are called by one thread. */
  interface Listener {
    /** Called when rulings have changed, before the commands that came with them. */
    void rulingsChanged();

    /** Called with each command of another server, in the order in which they were sent. */
    void command(RemovalCommand command);
  }
}
