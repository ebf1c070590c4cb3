package chat.web.config;

/**
 * Settings of bots and hooks.
 *
 * @param webhooksToPrivate whether bots at private, link-local and loopback addresses are called,
 *     too
 */
public record ProgramSettings(boolean webhooksToPrivate) {
  public static final ProgramSettings DEFAULTS = new Builder().build();

  /** Builds settings of programs, from their defaults. */
  public static final class Builder {
    private boolean webhooksToPrivate;

    /** Starts from the defaults. */
    public Builder() {}

    public Builder webhooksToPrivate(boolean allowed) {
      webhooksToPrivate = allowed;
      return this;
    }

    public ProgramSettings build() {
      return new ProgramSettings(webhooksToPrivate);
    }
  }
}
