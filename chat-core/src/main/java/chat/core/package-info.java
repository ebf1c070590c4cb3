/**
 * The room: who is present, and in which order everything is said. Read {@link
 * chat.core.log.Entry}, then {@link chat.core.ChatRoom}; a message goes {@link chat.core.Seat#say}
 * → {@link chat.core.log.Transcript#append} → {@link chat.core.log.Follower#kept} → every {@link
 * chat.core.RoomListener}.
 *
 * <p>Packages: this one → {@code log} → {@code name}.
 */
package chat.core;
