package chat.core.log;

import chat.core.cluster.Ruling;
import chat.core.file.StoredFile;
import chat.core.member.MemberImport;
import chat.core.name.RoomName;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Takes over the logs of another place, with their numbers, times and ids, so that clients resume
 * across the move. Nothing of it is kept before the commit.
 */
public interface TranscriptImport extends AutoCloseable {
  /** Adds the next entries of a room, from 1 on and without a hole. */
  void add(RoomName room, List<Entry> entries);

  /**
   * Adds a file of a message.
   *
   * @param bytes its content; it is read to its end
   * @throws IOException when that cannot be read
   */
  void addFile(StoredFile file, InputStream bytes) throws IOException;

  /**
   * Adds the keys of the server.
   *
   * @param cookieKeys those that sign cookies, the newest first
   * @param ownerKey empty: the first server makes one
   */
  void addKeys(List<String> cookieKeys, Optional<String> ownerKey);

  /** Adds the owner's rulings. */
  void addRulings(List<Ruling> rulings);

  /** Takes over what is kept for members. */
  MemberImport members();

  /** Keeps all that was added, under the epoch that it had. */
  void commit(String epoch);

  /** Ends; without a commit nothing is kept. */
  @Override
  void close();
}
