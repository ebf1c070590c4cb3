package chat.web.pages;

import chat.core.NicknameClaims;
import chat.core.SeatRemovals;
import chat.core.cluster.RemovalCommand;
import chat.core.name.Member;
import chat.web.access.Origins;
import chat.web.client.TrustedProxies;
import chat.web.http.Endpoint;
import chat.web.http.Form;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.identity.Identity;
import chat.web.moderation.InvalidActionException;
import chat.web.moderation.SignOuts;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;

/**
 * Signs a member out: closes its connections, frees its nickname and clears the cookie. With {@code
 * everywhere=1} the cookies of its other devices are not valid any more either.
 */
public final class SignOut implements Endpoint {
  private final Pages pages;
  private final Identity identity;
  private final Origins origins;
  private final TrustedProxies proxies;
  private final NicknameClaims nicknames;
  private final SeatRemovals removals;
  private final SignOuts everywhere;

  public SignOut(
      Pages pages,
      Identity identity,
      Origins origins,
      TrustedProxies proxies,
      NicknameClaims nicknames,
      SeatRemovals removals,
      SignOuts everywhere) {
    this.pages = pages;
    this.identity = identity;
    this.origins = origins;
    this.proxies = proxies;
    this.nicknames = nicknames;
    this.removals = removals;
    this.everywhere = everywhere;
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
    Optional<Member> member = identity.member(request.headers());
    try {
      if (member.isPresent() && isEverywhere(request, response)) {
        everywhere.add(member.get().id());
      }
    } catch (InvalidActionException e) {
      pages.sendError(request, response, Status.TOO_MANY_REQUESTS_429, e.getMessage());
      return;
    }
    member.ifPresent(this::signOut);
    response.headers().addCookie(identity.expiredCookie(proxies.client(request).secure()));
    Responses.seeOther(response, "/");
  }

  private static boolean isEverywhere(ServerRequest request, ServerResponse response) {
    return Form.of(request, response).first("everywhere").filter("1"::equals).isPresent();
  }

  private void signOut(Member member) {
    removals.remove(new RemovalCommand.SignOut(member.id()));
    nicknames.release(member.id());
  }
}
