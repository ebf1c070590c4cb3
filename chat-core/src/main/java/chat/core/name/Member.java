package chat.core.name;

import static java.util.Objects.requireNonNull;

/**
 * One person with any number of tabs, or a bot: the id identifies the person, the name is shown to
 * others.
 *
 * @param id not blank, sent to all clients, the same after a new sign-in
 * @param name a nickname, or the address of a guest; empty for the owner alone
 */
public record Member(String id, String name) {
  private static final String OWNER_ID = "owner";

  /** The ids of bots begin so, and have 12 more characters; those of people have 12 in all. */
  public static final String BOT_ID = "bot-";

  private static final int BOT_ID_LENGTH = 16;

  /** The owner of the server, who is in no room and has no name, and may delete any message. */
  public static final Member OWNER = new Member(OWNER_ID, "");

  public Member {
    boolean isOwner = requireNonNull(id).equals(OWNER_ID) && requireNonNull(name).isEmpty();
    if (!isOwner && (id.isBlank() || name.isBlank())) {
      throw new IllegalArgumentException("a member has an id and a name");
    }
  }

  /** Whether it is a program that the owner lets speak, not a person. */
  public boolean isBot() {
    return id.length() == BOT_ID_LENGTH && id.startsWith(BOT_ID);
  }
}
