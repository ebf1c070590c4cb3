package chat.core.name;

import static java.util.Objects.requireNonNull;

/**
 * One person, with any number of tabs: the id identifies the person, the name is shown to others.
 *
 * @param id not blank, sent to all clients, the same after a new sign-in
 * @param name a nickname, or the address of a guest
 */
public record Member(String id, String name) {
  public Member {
    if (requireNonNull(id).isBlank() || requireNonNull(name).isBlank()) {
      throw new IllegalArgumentException("a member has an id and a name");
    }
  }
}
