package chat.web.access;

/**
 * The limits of WebSockets by address.
 *
 * @param open counts the open connections of each address
 * @param perMinute limits the connections that an address opens a minute
 */
public record AddressLimits(ConnectionCounter open, RateLimiter perMinute) {}
