package chat.web.watch;

import chat.core.log.Cursor;

/** How a room stands for a member. */
record RoomState(Cursor cursor, int unread, int mentions) {}
