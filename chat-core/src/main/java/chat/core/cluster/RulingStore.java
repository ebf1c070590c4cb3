package chat.core.cluster;

import java.util.List;

/**
 * The owner's rulings. A change is kept when the method returns; else it throws a {@link
 * StoreUnavailableException}.
 */
public interface RulingStore {
  /** The rulings that have not ended. */
  List<Ruling> read();

  /** Adds a ruling, in place of the one of its kind about its target. */
  void put(Ruling ruling);

  /** Removes a ruling, if there is one. */
  void remove(String kind, String target);
}
