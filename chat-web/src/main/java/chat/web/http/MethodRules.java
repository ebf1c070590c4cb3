package chat.web.http;

import io.helidon.common.uri.UriPath;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.http.PathMatchers.MatchResult;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The methods of each path: a GET route answers HEAD as well, and a request with any other method
 * gets {@code 405} with the header {@code Allow}. Helidon alone answers {@code 404} to both.
 */
public final class MethodRules {
  private static final PathMatcher ANY_PATH = PathMatchers.any();

  private MethodRules() {}

  /**
   * Adds routes to Helidon's rules, all on one level: each nested service costs every request one
   * more walk through the rules.
   *
   * @param refusal sends the 405; its {@code Allow} is set already
   */
  public static void add(HttpRules rules, List<Route> routes, Handler refusal) {
    routes.forEach(route -> rules.route(httpRoute(route)));
    rules.route(new MethodNotAllowed(routes.stream().map(KnownPath::of).toList(), refusal));
  }

  private static HttpRoute httpRoute(Route route) {
    return HttpRoute.builder()
        .methods(methods(route.method()).toArray(Method[]::new))
        .path(route.path())
        .handler(route.handler())
        .build();
  }

  private static List<Method> methods(Method method) {
    return method.equals(Method.GET) ? List.of(Method.GET, Method.HEAD) : List.of(method);
  }

  private record KnownPath(PathMatcher matcher, Method method) {
    static KnownPath of(Route route) {
      return new KnownPath(PathMatchers.create(route.path()), route.method());
    }

    boolean matches(Method wanted, UriPath path) {
      return method.equals(wanted) && matcher.match(path).accepted();
    }
  }

  /** Accepts a request whose path belongs to a route, but whose method does not. */
  private record MethodNotAllowed(List<KnownPath> known, Handler refusal) implements HttpRoute {
    @Override
    public MatchResult accepts(HttpPrologue prologue) {
      List<Method> allowed = allowed(prologue.uriPath());
      return allowed.isEmpty() || allowed.contains(prologue.method())
          ? MatchResult.notAccepted()
          : ANY_PATH.match(prologue.uriPath());
    }

    @Override
    public Handler handler() {
      return this::refuse;
    }

    private void refuse(ServerRequest request, ServerResponse response) throws Exception {
      String allowed =
          allowed(request.path()).stream().map(Method::text).collect(Collectors.joining(", "));
      response.headers().set(HeaderNames.ALLOW, allowed);
      refusal.handle(request, response);
    }

    private List<Method> allowed(UriPath path) {
      List<Method> allowed = new ArrayList<>();
      for (Method method : Route.METHODS) {
        if (known.stream().anyMatch(each -> each.matches(method, path))) {
          allowed.addAll(methods(method));
        }
      }
      return allowed;
    }
  }
}
