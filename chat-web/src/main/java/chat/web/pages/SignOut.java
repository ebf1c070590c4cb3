package chat.web.pages;

import chat.core.NicknameClaims;
import chat.core.SeatRemovals;
import chat.core.cluster.RemovalCommand;
import chat.core.name.Member;
import chat.web.access.Origins;
import chat.web.client.TrustedProxies;
import chat.web.http.Endpoint;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.identity.Identity;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/** Signs a member out: closes its connections, frees its nickname and clears the cookie. */
public final class SignOut implements Endpoint {
  private final Pages pages;
  private final Identity identity;
  private final Origins origins;
  private final TrustedProxies proxies;
  private final NicknameClaims nicknames;
  private final SeatRemovals removals;

  public SignOut(
      Pages pages,
      Identity identity,
      Origins origins,
      TrustedProxies proxies,
      NicknameClaims nicknames,
      SeatRemovals removals) {
    this.pages = pages;
    this.identity = identity;
    this.origins = origins;
    this.proxies = proxies;
    this.nicknames = nicknames;
    this.removals = removals;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.post("/logout", this::handle));
  }

  private void handle(ServerRequest request, ServerResponse response) {
    if (!origins.allow(request)) {
      pages.sendError(request, response, Status.FORBIDDEN_403);
      return;
    }
    identity.member(request.headers()).ifPresent(this::signOut);
    response.headers().addCookie(identity.expiredCookie(proxies.client(request).secure()));
    Responses.seeOther(response, "/");
  }

  private void signOut(Member member) {
    removals.remove(new RemovalCommand.SignOut(member.id()));
    nicknames.release(member.id());
  }
}
