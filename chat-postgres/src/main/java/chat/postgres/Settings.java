package chat.postgres;

/** Periods of the threads; tests use shorter ones. */
record Settings(
    Committer.Settings committer, Notices.Settings notices, PresenceSync.Settings presences) {
  static final Settings DEFAULTS =
      new Settings(
          Committer.Settings.DEFAULTS, Notices.Settings.DEFAULTS, PresenceSync.Settings.DEFAULTS);
}
