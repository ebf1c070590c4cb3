package chat.web.config;

import java.util.OptionalInt;

/**
 * The limits of signing in, connecting and opening rooms.
 *
 * @param connectionsPerAddress WebSockets of an address at once; empty: no limit by address at all
 * @param newConnections WebSockets that an address may open a minute; empty: no limit
 * @param signIns sign-ins of an address a minute; empty: no limit
 * @param rooms rooms open at once, because each takes memory and every client may open one
 * @param roomsPerMember rooms that a member may be in at once
 */
public record AccessLimits(
    OptionalInt connectionsPerAddress,
    OptionalInt newConnections,
    OptionalInt signIns,
    int rooms,
    int roomsPerMember) {
  public static final AccessLimits DEFAULTS = new Builder().build();

  /** Builds access limits, from their defaults. */
  public static final class Builder {
    private OptionalInt connectionsPerAddress = OptionalInt.of(256);
    private OptionalInt newConnections = OptionalInt.of(1_000);
    private OptionalInt signIns = OptionalInt.of(300);
    private int rooms = 10_000;
    private int roomsPerMember = 50;

    /** Starts from the defaults. */
    public Builder() {}

    public Builder connectionsPerAddress(OptionalInt connections) {
      connectionsPerAddress = connections;
      return this;
    }

    public Builder newConnections(OptionalInt perMinute) {
      newConnections = perMinute;
      return this;
    }

    public Builder signIns(OptionalInt perMinute) {
      signIns = perMinute;
      return this;
    }

    public Builder rooms(int max) {
      rooms = max;
      return this;
    }

    public Builder roomsPerMember(int max) {
      roomsPerMember = max;
      return this;
    }

    public AccessLimits build() {
      return new AccessLimits(
          connectionsPerAddress, newConnections, signIns, rooms, roomsPerMember);
    }
  }
}
