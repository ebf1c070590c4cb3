package chat.web.http;

import java.util.List;

/** A class that answers HTTP requests: it names its own routes. */
@FunctionalInterface
public interface Endpoint {
  List<Route> routes();
}
