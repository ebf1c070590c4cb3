package chat.web.config;

/**
 * The settings of the server, by group. Each group is a record with a builder, where each setting
 * has its documentation and its default: a new setting is a component of its group.
 */
public record WebSettings(
    ListenerSettings listener,
    MemberSettings members,
    MessageLimits messages,
    SearchLimits searches,
    AccessLimits access,
    FileLimits files,
    ProgramSettings programs,
    HttpLimits http) {
  /** The defaults of all groups. */
  public WebSettings() {
    this(
        new ListenerSettings.Builder().build(),
        new MemberSettings.Builder().build(),
        MessageLimits.DEFAULTS,
        SearchLimits.DEFAULTS,
        AccessLimits.DEFAULTS,
        FileLimits.DEFAULTS,
        ProgramSettings.DEFAULTS,
        HttpLimits.DEFAULTS);
  }
}
