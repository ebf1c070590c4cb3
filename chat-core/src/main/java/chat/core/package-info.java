/**
 * Rooms: their members, and one order of all that happens in each. Read {@link
 * chat.core.log.Entry}, then {@link chat.core.ChatRoom}; a message goes {@link chat.core.Seat#say}
 * → {@link chat.core.log.Transcript#append} → {@link chat.core.log.Follower#kept} → every {@link
 * chat.core.RoomListener}.
 */
package chat.core;
