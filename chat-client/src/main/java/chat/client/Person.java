package chat.client;

/**
 * A member of a room.
 *
 * @param id does not change with the nickname
 */
public record Person(String id, String name) {}
