package chat.sqlite.db;

/** Numbers in the column {@code kind} of the table {@code changed}. */
public final class EntryKind {
  /** Entries of the table {@code said}, when both tables are read together. */
  public static final int SAID = 0;

  public static final int EDITED = 1;
  public static final int DELETED = 2;
  public static final int REACTION_ON = 3;
  public static final int REACTION_OFF = 4;
  public static final int PINNED = 5;
  public static final int UNPINNED = 6;

  private EntryKind() {}
}
