package chat.web.pages;

import chat.core.Rooms;
import chat.core.name.RoomName;
import chat.web.access.BanPolicy;
import chat.web.access.RateLimiter;
import chat.web.client.RemoteClient;
import chat.web.client.TrustedProxies;
import chat.web.http.Preferences;
import chat.web.http.Responses;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.OptionalInt;

/**
 * The page of an invitation: the name of a room, how many are present, and one field. It opens no
 * room and names nobody. The number is left out for clients that are banned or request too often,
 * because it is of use to no guest of theirs.
 */
public final class InvitePage {
  /** 30 a minute from one address, because a person opens few invitations. */
  public static final int MAX_PER_MINUTE = 30;

  private final Pages pages;
  private final Rooms rooms;
  private final BanPolicy bans;
  private final TrustedProxies proxies;
  private final RateLimiter rateLimiter;

  /**
   * @param rateLimiter limits the numbers for one address
   */
  public InvitePage(
      Pages pages, Rooms rooms, BanPolicy bans, TrustedProxies proxies, RateLimiter rateLimiter) {
    this.pages = pages;
    this.rooms = rooms;
    this.bans = bans;
    this.proxies = proxies;
    this.rateLimiter = rateLimiter;
  }

  /**
   * Sends the page.
   *
   * @param nickname as far as it is known
   */
  void send(RoomName room, String nickname, ServerRequest request, ServerResponse response) {
    Preferences preferences = Responses.preferences(request);
    OptionalInt present = present(room, proxies.client(request));
    Responses.page(request, response, pages.invite(preferences, nickname, room.value(), present));
  }

  private OptionalInt present(RoomName room, RemoteClient client) {
    return bans.isBanned(client, room) || !rateLimiter.acquire(client).isZero()
        ? OptionalInt.empty()
        : OptionalInt.of(rooms.present(room));
  }
}
