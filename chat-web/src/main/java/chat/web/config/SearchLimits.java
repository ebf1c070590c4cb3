package chat.web.config;

import java.util.OptionalInt;

/**
 * The limits of searches. A search is the most expensive request there is.
 *
 * @param perMember searches of each member a minute; empty: no limit
 * @param perAddress searches of all members of an address a minute; empty: no limit
 */
public record SearchLimits(OptionalInt perMember, OptionalInt perAddress) {
  public static final SearchLimits DEFAULTS = new Builder().build();

  /** Builds search limits, from their defaults. */
  public static final class Builder {
    // The page searches again at each pause in typing.
    private OptionalInt perMember = OptionalInt.of(60);
    private OptionalInt perAddress = OptionalInt.of(600);

    /** Starts from the defaults. */
    public Builder() {}

    public Builder perMember(OptionalInt searches) {
      perMember = searches;
      return this;
    }

    public Builder perAddress(OptionalInt searches) {
      perAddress = searches;
      return this;
    }

    public SearchLimits build() {
      return new SearchLimits(perMember, perAddress);
    }
  }
}
