package chat.web.owner;

import chat.core.cluster.StoreUnavailableException;
import chat.core.file.FileStore;
import chat.core.file.FileUsage;
import java.util.List;
import java.util.Optional;

/** Which files take how much, for the owner. */
public final class OwnerFiles {
  /** 50 members and rooms, those with the most bytes; the others take less than any of them. */
  private static final int MAX_ROWS = 50;

  private static final double MEBIBYTE = 1 << 20;

  private final Optional<FileStore> store;
  private final Moderation moderation;

  /**
   * Reads nothing yet.
   *
   * @param store empty where no files are kept
   */
  public OwnerFiles(Optional<FileStore> store, Moderation moderation) {
    this.store = store;
    this.moderation = moderation;
  }

  /**
   * The files of one member in one room.
   *
   * @param name the nickname, or empty where it is no longer known
   */
  record Row(FileUsage usage, String name) {
    /** The size in MiB, with one digit after the point. */
    String mebibytes() {
      return "%.1f".formatted(usage.size() / MEBIBYTE);
    }
  }

  /**
   * Those that take the most, first. None where the store cannot be used: the page has what helps
   * the owner at that moment, too.
   */
  List<Row> rows() {
    try {
      return store.map(FileStore::usage).orElse(List.of()).stream()
          .limit(MAX_ROWS)
          .map(usage -> new Row(usage, moderation.nickname(usage.memberId()).orElse("")))
          .toList();
    } catch (StoreUnavailableException e) {
      return List.of();
    }
  }
}
