package chat.core.member;

import chat.core.name.RoomName;

/**
 * A message that mentions a member.
 *
 * @param no grows with each mention that is kept
 * @param message its room's numbering, and its number in it
 */
public record Mention(long no, RoomName room, ReadPosition message) {}
