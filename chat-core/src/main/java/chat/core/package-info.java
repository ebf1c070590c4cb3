/**
 * The domain of the chat room. Read {@link chat.core.Entry}, then {@link chat.core.ChatRoom}; a
 * message goes {@link chat.core.Seat#say} → {@link chat.core.Transcript#append} → {@link
 * chat.core.Follower#kept} → every {@link chat.core.RoomListener}.
 */
package chat.core;
