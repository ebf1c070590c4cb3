package chat.web.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the data directory keeps for the room on the web.
 *
 * @param cookieKeys at least one, the newest first
 * @param ownerKey whoever knows it is the owner
 * @param bans the file of bans; empty: they end with the process
 * @param slowRooms the file of rooms in slow mode; empty: it ends with the process
 */
public record ServerSecrets(
    List<byte[]> cookieKeys, String ownerKey, Optional<Path> bans, Optional<Path> slowRooms) {
  public ServerSecrets {
    cookieKeys = List.copyOf(cookieKeys);
  }

  /** Nothing of it outlives the process. */
  public static ServerSecrets temporary(List<byte[]> cookieKeys, String ownerKey) {
    return new ServerSecrets(cookieKeys, ownerKey, Optional.empty(), Optional.empty());
  }
}
