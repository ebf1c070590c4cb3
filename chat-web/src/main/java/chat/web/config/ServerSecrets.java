package chat.web.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The keys and files of the data directory that the server needs.
 *
 * @param cookieKeys at least one, the newest first
 * @param ownerKey makes a client the owner
 * @param bans the file of bans; empty: bans end with the process
 * @param slowRooms the file of rooms in slow mode; empty: slow mode ends with the process
 * @param roomsWithoutPins the file of rooms without pins; empty: pins are on again after the
 *     process
 * @param signOuts the file of members that have signed out on all devices; empty: the cookies of
 *     such a member are valid again after a restart
 * @param programs the file of bots and hooks; empty: they end with the process
 */
public record ServerSecrets(
    List<byte[]> cookieKeys,
    String ownerKey,
    Optional<Path> bans,
    Optional<Path> slowRooms,
    Optional<Path> roomsWithoutPins,
    Optional<Path> signOuts,
    Optional<Path> programs) {
  public ServerSecrets {
    cookieKeys = List.copyOf(cookieKeys);
  }

  /** Without the keys, because what is printed ends in logs. */
  @Override
  public String toString() {
    return "ServerSecrets[bans="
        + bans
        + ", slowRooms="
        + slowRooms
        + ", roomsWithoutPins="
        + roomsWithoutPins
        + ", signOuts="
        + signOuts
        + ", programs="
        + programs
        + "]";
  }

  /** Secrets without files: nothing outlives the process. */
  public static ServerSecrets temporary(List<byte[]> cookieKeys, String ownerKey) {
    return new ServerSecrets(
        cookieKeys,
        ownerKey,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
