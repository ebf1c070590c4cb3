package chat.core;

import java.time.Instant;
import java.util.Optional;

/** The bots that are called when a message mentions them. Safe for many threads. */
public interface CalledBots {
  /** No bot is called. */
  CalledBots NONE = key -> Optional.empty();

  /**
   * Finds a bot.
   *
   * @param nameKey as {@link chat.core.member.MentionParser#key} gives it
   */
  Optional<CalledBot> find(String nameKey);

  /**
   * A bot.
   *
   * @param since when it was made; an older message calls it never, also when it is imported later
   */
  record CalledBot(String id, Instant since) {}
}
