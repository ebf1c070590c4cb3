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
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Rules that know the methods of each address: HEAD is answered where GET is, and who comes with
 * any other that the address does not know is told which it does.
 */
public final class MethodRules implements HttpRules {
  private static final PathMatcher ANY_PATH = PathMatchers.any();

  private final HttpRules rules;
  private final Handler refusal;
  private final List<HttpRoute> routes = new ArrayList<>();

  private MethodRules(HttpRules rules, Handler refusal) {
    this.rules = rules;
    this.refusal = refusal;
  }

  /**
   * Gives rules their routes, and what those leave out of their methods, without a service in
   * between: each level costs every request a walk of its own.
   *
   * @param refusal sends a 405; the header that goes with it is set already
   */
  public static void add(HttpRules rules, Consumer<HttpRules> routes, Handler refusal) {
    var methods = new MethodRules(rules, refusal);
    routes.accept(methods);
    rules.route(methods.new Otherwise());
  }

  /**
   * A service, with what it leaves out of its methods.
   *
   * @param refusal sends a 405; the header that goes with it is set already
   */
  static HttpService of(HttpService service, Handler refusal) {
    return new Whole(service, refusal);
  }

  private record Whole(HttpService service, Handler refusal) implements HttpService {
    @Override
    public void routing(HttpRules rules) {
      add(rules, service::routing, refusal);
    }

    @Override
    public void beforeStart() {
      service.beforeStart();
    }

    @Override
    public void afterStop() {
      service.afterStop();
    }
  }

  @Override
  public HttpRules register(HttpService... services) {
    for (HttpService service : services) {
      rules.register(of(service, refusal));
    }
    return this;
  }

  @Override
  public HttpRules register(String pathPattern, HttpService... services) {
    for (HttpService service : services) {
      rules.register(pathPattern, of(service, refusal));
    }
    return this;
  }

  @Override
  public HttpRules route(HttpRoute route) {
    routes.add(route);
    rules.route(route).route(new Head(route));
    return this;
  }

  /** Accepts HEAD where another route accepts GET. */
  private record Head(HttpRoute get) implements HttpRoute {
    @Override
    public MatchResult accepts(HttpPrologue prologue) {
      return prologue.method().equals(Method.HEAD)
          ? get.accepts(with(Method.GET, prologue.uriPath(), prologue))
          : MatchResult.notAccepted();
    }

    @Override
    public Handler handler() {
      return get.handler();
    }
  }

  /** Accepts what is an address of a route, with a method that none of them accepts. */
  private final class Otherwise implements HttpRoute {
    @Override
    public MatchResult accepts(HttpPrologue prologue) {
      List<Method> allowed = allowed(prologue.uriPath(), prologue);
      return allowed.isEmpty() || allowed.contains(prologue.method())
          ? MatchResult.notAccepted()
          : ANY_PATH.match(prologue.uriPath());
    }

    @Override
    public Handler handler() {
      return this::refuse;
    }

    private void refuse(ServerRequest request, ServerResponse response) throws Exception {
      List<String> allowed =
          allowed(request.path(), request.prologue()).stream().map(Method::text).toList();
      response.headers().set(HeaderNames.ALLOW, String.join(", ", allowed));
      refusal.handle(request, response);
    }
  }

  private List<Method> allowed(UriPath path, HttpPrologue prologue) {
    List<Method> allowed = new ArrayList<>();
    if (isAccepted(Method.GET, path, prologue)) {
      allowed.addAll(List.of(Method.GET, Method.HEAD));
    }
    if (isAccepted(Method.POST, path, prologue)) {
      allowed.add(Method.POST);
    }
    return allowed;
  }

  private boolean isAccepted(Method method, UriPath path, HttpPrologue prologue) {
    HttpPrologue asked = with(method, path, prologue);
    return routes.stream().anyMatch(route -> route.accepts(asked).accepted());
  }

  private static HttpPrologue with(Method method, UriPath path, HttpPrologue prologue) {
    return HttpPrologue.create(
        prologue.rawProtocol(),
        prologue.protocol(),
        prologue.protocolVersion(),
        method,
        path,
        prologue.query(),
        prologue.fragment());
  }
}
