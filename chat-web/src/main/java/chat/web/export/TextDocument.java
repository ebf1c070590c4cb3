package chat.web.export;

import chat.core.file.Attachment;
import chat.core.log.Message;
import chat.core.name.RoomName;
import chat.web.protocol.Json;
import java.time.Instant;

/**
 * Messages as plain text: each begins a line, and every further line of it is indented, so that no
 * text looks like the message of somebody else.
 */
record TextDocument(RoomName room, Instant now) implements RoomExport.Document {
  @Override
  public String begin() {
    return room.value() + ", " + Json.time(now) + "\n\n";
  }

  @Override
  public String message(Message message) {
    var text = new StringBuilder();
    text.append(Json.time(message.at())).append(" #").append(message.seq());
    if (message.replyTo() > 0) {
      text.append(" re #").append(message.replyTo());
    }
    text.append(' ').append(message.from().name()).append(": ").append(body(message));
    for (Attachment file : message.files()) {
      text.append("\n\t📎 ").append(file.name().value()).append(", ").append(file.size());
    }
    for (Message.Reaction reaction : message.reactions()) {
      text.append("\n\t").append(reaction.emoji()).append(' ').append(reaction.count());
    }
    return text.append('\n').toString();
  }

  private static String body(Message message) {
    if (message.deleted()) {
      return "(deleted)";
    }
    String marks = (message.edited() ? " (edited)" : "") + (message.pinned() ? " (pinned)" : "");
    return message.text().replace("\n", "\n\t") + marks;
  }

  @Override
  public String end() {
    return "";
  }
}
