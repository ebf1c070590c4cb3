package chat.core.file;

import chat.core.name.RoomName;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much the files of a member take in a room.
 *
 * @param files how many there are
 * @param size of all together, in bytes
 */
public record FileUsage(RoomName room, String memberId, int files, long size) {
  private record Owner(RoomName room, String memberId) {}

  /** The usages of all members and rooms, those that take the most first. */
  public static List<FileUsage> of(Collection<StoredFile> all) {
    Map<Owner, FileUsage> usages = new HashMap<>();
    for (StoredFile file : all) {
      usages.merge(
          new Owner(file.room(), file.memberId()),
          new FileUsage(file.room(), file.memberId(), 1, file.size()),
          FileUsage::plus);
    }
    return usages.values().stream()
        .sorted(Comparator.comparingLong(FileUsage::size).reversed())
        .toList();
  }

  private FileUsage plus(FileUsage other) {
    return new FileUsage(room, memberId, files + other.files, size + other.size);
  }
}
