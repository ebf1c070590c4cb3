package chat.core.cluster;

import java.util.List;

/**
 * Rulings: those of the owner, and sign-outs of members. A change is kept when the method returns;
 * else it throws a {@link StoreUnavailableException}.
 */
public interface RulingStore {
  /** The rulings that have not ended. */
  List<Ruling> read();

  /** Adds a ruling, in place of the one of its kind about its target. */
  void put(Ruling ruling);

  /** Adds a ruling unless there is one of its kind about its target; returns whether it did. */
  boolean putIfAbsent(Ruling ruling);

  /** Removes a ruling, if there is one. */
  void remove(String kind, String target);
}
