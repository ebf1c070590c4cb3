package chat.core.file;

import chat.core.name.Member;
import chat.core.name.RoomName;
import java.util.List;
import java.util.Optional;

/** Finds the files to which a message refers, before it is said. */
public final class FileReferences {
  private final Optional<FileStore> store;

  /**
   * Finds files in a store.
   *
   * @param store empty where no files are kept
   */
  public FileReferences(Optional<FileStore> store) {
    this.store = store;
  }

  /**
   * Finds files, which count as used now. May wait for the store.
   *
   * @param found to which the files are added
   * @return false when one of them is not there, in another room, or of another member
   * @throws chat.core.cluster.StoreUnavailableException when the store cannot be used
   */
  public boolean find(
      RoomName room, Member member, List<FileReference> references, List<Attachment> found) {
    for (FileReference reference : references) {
      Optional<StoredFile> file =
          store
              .flatMap(kept -> kept.use(reference.id()))
              .filter(each -> each.room().equals(room) && each.memberId().equals(member.id()));
      if (file.isEmpty()) {
        return false;
      }
      found.add(file.get().attachment(reference.alt()));
    }
    return true;
  }
}
