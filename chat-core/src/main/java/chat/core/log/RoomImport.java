package chat.core.log;

import java.util.List;

/**
 * Takes over the entries of one room, with their numbers, times and ids. Nothing of it is kept
 * before the commit.
 */
public interface RoomImport extends AutoCloseable {
  /** Adds the next entries, from 1 on and without a hole. */
  void add(List<Entry> entries);

  /** Keeps all that was added. */
  void commit();

  /** Ends; without a commit nothing is kept. */
  @Override
  void close();
}
