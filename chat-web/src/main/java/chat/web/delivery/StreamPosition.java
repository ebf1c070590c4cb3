package chat.web.delivery;

/** A position in a room's stream: everything after it is still to be read. */
public record StreamPosition(FrameLog.Segment segment, int offset) {}
