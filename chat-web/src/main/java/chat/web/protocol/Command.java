package chat.web.protocol;

import chat.core.log.Refusal;
import java.util.Optional;

/** What a client asks for with one text message, whatever dialect it speaks. */
public sealed interface Command {
  /**
   * Say something.
   *
   * @param id the client's own id for it, or empty where the dialect has none
   * @param re the message this one answers, or 0
   */
  record Say(String id, String text, long re) implements Command {}

  record Edit(String id, long of, String text) implements Command {}

  record Delete(String id, long of) implements Command {}

  record React(String id, long of, String emoji, boolean on) implements Command {}

  record Typing() implements Command {}

  /**
   * It could not be understood.
   *
   * @param id where one could be read
   */
  record Unclear(Optional<String> id, Refusal why) implements Command {}
}
