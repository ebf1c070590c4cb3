package chat.core.cluster;

/**
 * What the servers of one database keep in it besides the log. A call waits for the database, and
 * throws a {@link StoreUnavailableException} where that does not answer, unless it says otherwise.
 */
public interface SharedStores {
  /** The keys. */
  SecretStore secrets();

  /** The claims to nicknames. */
  NicknameStore nicknames();
}
