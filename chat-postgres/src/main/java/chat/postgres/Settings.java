package chat.postgres;

import chat.postgres.log.Committer;
import chat.postgres.notice.Notices;
import chat.postgres.presence.PresenceSync;
import chat.postgres.search.Indexer;
import java.util.Optional;

/**
 * Periods of the threads; tests use shorter ones.
 *
 * @param indexer empty: messages are found without an index
 */
public record Settings(
    Committer.Settings committer,
    Notices.Settings notices,
    PresenceSync.Settings presences,
    Optional<Indexer.Settings> indexer) {
  static final Settings DEFAULTS =
      new Settings(
          Committer.Settings.DEFAULTS,
          Notices.Settings.DEFAULTS,
          PresenceSync.Settings.DEFAULTS,
          Optional.of(Indexer.Settings.DEFAULTS));
}
