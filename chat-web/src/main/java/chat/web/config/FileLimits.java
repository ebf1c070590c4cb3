package chat.web.config;

import java.util.OptionalInt;

/**
 * The limits of the files that members send.
 *
 * @param enabled whether members may send files; those that were sent can be read in any case
 * @param size the maximum size of a file in bytes
 * @param total the maximum size of all files together in bytes
 * @param rate what all uploads together may receive a second, in bytes
 * @param perMember files that a member may send in an hour; empty: no limit
 * @param perAddress files of all members of an address in an hour; empty: no limit
 */
public record FileLimits(
    boolean enabled,
    long size,
    long total,
    long rate,
    OptionalInt perMember,
    OptionalInt perAddress) {
  public static final FileLimits DEFAULTS = new Builder().build();

  /** Builds limits of files, from their defaults. */
  public static final class Builder {
    private boolean enabled = true;
    private long size = 20L << 20;
    private long total = 10L << 30;
    private long rate = 16L << 20;
    private OptionalInt perMember = OptionalInt.of(200);
    private OptionalInt perAddress = OptionalInt.of(2_000);

    /** Starts from the defaults. */
    public Builder() {}

    public Builder enabled(boolean on) {
      enabled = on;
      return this;
    }

    public Builder size(long bytes) {
      size = bytes;
      return this;
    }

    public Builder total(long bytes) {
      total = bytes;
      return this;
    }

    public Builder rate(long bytesPerSecond) {
      rate = bytesPerSecond;
      return this;
    }

    public Builder perMember(OptionalInt files) {
      perMember = files;
      return this;
    }

    public Builder perAddress(OptionalInt files) {
      perAddress = files;
      return this;
    }

    public FileLimits build() {
      return new FileLimits(enabled, size, total, rate, perMember, perAddress);
    }
  }
}
