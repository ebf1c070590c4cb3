package chat.web.protocol;

import chat.core.file.FileReference;
import chat.core.log.Refusal;
import chat.core.member.MemberStore;
import chat.core.name.RoomName;
import java.util.List;
import java.util.Optional;

/** The command in one text message of a client, in either dialect. */
public sealed interface Command {
  /** The command in the JSON object of a message that was posted: a {@link Say}, or invalid. */
  static Command message(String json) {
    return new JsonCommand(json).readMessage();
  }

  /** Whether a text may be the id of a command. */
  static boolean isId(String text) {
    return JsonCommand.isId(text);
  }

  /**
   * Says a message.
   *
   * @param id the client's own id for it; empty in the plain dialect
   * @param replyTo the message that this one answers, or 0
   * @param files at most {@link chat.core.file.Attachment#MAX_FILES}
   */
  record Say(String id, String text, long replyTo, List<FileReference> files) implements Command {
    public Say {
      files = List.copyOf(files);
    }
  }

  record Edit(String id, long target, String text) implements Command {}

  record Delete(String id, long target) implements Command {}

  record React(String id, long target, String emoji, boolean on) implements Command {}

  record Pin(String id, long target, boolean on) implements Command {}

  record Typing() implements Command {}

  /**
   * Asks how rooms stand, from now on.
   *
   * @param rooms at most 50, in place of those before
   */
  record Watch(List<RoomName> rooms) implements Command {
    static final int MAX_ROOMS = MemberStore.MAX_ROOMS;

    public Watch {
      rooms = List.copyOf(rooms);
    }
  }

  /**
   * A frame that is no command.
   *
   * @param id if one could be read
   */
  record Invalid(Optional<String> id, Refusal refusal) implements Command {}
}
