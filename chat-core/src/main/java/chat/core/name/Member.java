package chat.core.name;

import static java.util.Objects.requireNonNull;

/**
 * One person. Several tabs are one member: the id is the person's, the name is what others read.
 *
 * @param id never blank, known to all clients, kept over a new sign-in
 * @param name a nickname, or for a guest the address it comes from
 */
public record Member(String id, String name) {
  public Member {
    if (requireNonNull(id).isBlank() || requireNonNull(name).isBlank()) {
      throw new IllegalArgumentException("a member has an id and a name");
    }
  }
}
