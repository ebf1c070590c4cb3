package chat.postgres;

import java.util.Optional;

/**
 * Periods of the threads; tests use shorter ones.
 *
 * @param indexer empty: messages are found without an index
 */
record Settings(
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
