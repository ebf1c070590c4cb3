package chat.web.http;

import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import java.util.List;

/**
 * One HTTP route: a method, a path pattern and the handler of its requests. The server's routing is
 * built from a list of routes, and the tests send their attacks to each route of the same list.
 *
 * @param method GET, which answers HEAD requests as well, or POST
 * @param path a path pattern in Helidon's syntax, such as {@code /rooms/{room}}
 */
public record Route(Method method, String path, Handler handler) {

  /** Refuses a method that {@link MethodRules} does not know. */
  public Route {
    if (!List.of(Method.GET, Method.POST).contains(method)) {
      throw new IllegalArgumentException("GET or POST, not " + method);
    }
  }

  public static Route get(String path, Handler handler) {
    return new Route(Method.GET, path, handler);
  }

  public static Route post(String path, Handler handler) {
    return new Route(Method.POST, path, handler);
  }
}
