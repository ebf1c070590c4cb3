package chat.web.http;

import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import java.util.List;

/**
 * One HTTP route: a method, a path pattern and the handler of its requests. The server's routing is
 * built from a list of routes, and the tests send their attacks to each route of the same list.
 *
 * @param method one of {@link #METHODS}; GET answers HEAD requests as well
 * @param path a path pattern in Helidon's syntax, such as {@code /rooms/{room}}
 */
public record Route(Method method, String path, Handler handler) {
  /** The methods that a route may have, sorted. */
  static final List<Method> METHODS =
      List.of(Method.DELETE, Method.GET, Method.OPTIONS, Method.PATCH, Method.POST, Method.PUT);

  /** Refuses a method that {@link MethodRules} does not know. */
  public Route {
    if (!METHODS.contains(method)) {
      throw new IllegalArgumentException("no method of a route: " + method);
    }
  }

  public static Route get(String path, Handler handler) {
    return new Route(Method.GET, path, handler);
  }

  public static Route post(String path, Handler handler) {
    return new Route(Method.POST, path, handler);
  }

  public static Route put(String path, Handler handler) {
    return new Route(Method.PUT, path, handler);
  }

  public static Route patch(String path, Handler handler) {
    return new Route(Method.PATCH, path, handler);
  }

  public static Route delete(String path, Handler handler) {
    return new Route(Method.DELETE, path, handler);
  }

  public static Route options(String path, Handler handler) {
    return new Route(Method.OPTIONS, path, handler);
  }
}
