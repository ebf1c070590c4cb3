package chat.web.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;

import chat.web.http.Route;
import io.helidon.http.HeaderNames;
import io.helidon.http.NotFoundException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.staticcontent.ClasspathHandlerConfig;
import io.helidon.webserver.staticcontent.StaticContentFeature;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Script, style and icons, below an address that names their content: they may be cached for good,
 * as any change changes the address. One hash for all of them, so that what was built together is
 * used together.
 */
public final class StaticFiles {
  static final String FOLDER = "web-static";

  /** The list of them, which the build writes: their address, then their names. */
  static final String LIST = "web-pages/static-files";

  private static final String FOR_GOOD = "public, max-age=31536000, immutable";

  private static final List<String> LINES =
      new String(Resources.read(LIST), UTF_8).lines().toList();

  private static final Set<String> NAMES = Set.copyOf(LINES.subList(1, LINES.size()));

  private StaticFiles() {}

  /** The address below which the files are, without a slash at its end. */
  public static String base() {
    return LINES.getFirst();
  }

  /** A file by its name; empty when there is none of that name. */
  static Optional<byte[]> find(String name) {
    return NAMES.contains(name)
        ? Optional.of(Resources.read(FOLDER + '/' + name))
        : Optional.empty();
  }

  /** Answers with a file as it is. */
  public static List<Route> routes() {
    return List.of(
        Route.get(
            base() + "/{name}", (request, response) -> Helidons.HANDLER.handle(request, response)));
  }

  /** Made when somebody asks for a file, as no start has to wait for it. */
  private static final class Helidons {
    static final Handler HANDLER = handler();

    private static Handler handler() {
      HttpService service =
          StaticContentFeature.createService(
              ClasspathHandlerConfig.builder()
                  .location(FOLDER)
                  // Only the file's name: Helidon's own routing would leave out the folder before
                  // it.
                  .pathMapper(path -> path.substring(path.lastIndexOf('/') + 1))
                  .classLoader(StaticFiles.class.getClassLoader())
                  .cachedFiles(often())
                  .build());
      service.beforeStart();
      var only = new OnlyRoute();
      service.routing(only);
      return only.route.handler();
    }
  }

  /** Takes the one route that a service has. */
  private static final class OnlyRoute implements HttpRules {
    private HttpRoute route;

    @Override
    public HttpRules route(HttpRoute newRoute) {
      route = newRoute;
      return this;
    }

    @Override
    public HttpRules register(HttpService... services) {
      throw new UnsupportedOperationException("a route is expected");
    }

    @Override
    public HttpRules register(String pathPattern, HttpService... services) {
      throw new UnsupportedOperationException("a route is expected");
    }
  }

  /** All but what only a developer's tools ask for. */
  private static Set<String> often() {
    return NAMES.stream().filter(name -> !name.endsWith(".map")).collect(toSet());
  }

  /** Goes before {@link #routes}. */
  public static Filter packed(String base) {
    return new CompressedFiles(base, StaticFiles::find);
  }

  /**
   * Lets only names of files pass below the address, and caches those for good. To Helidon the
   * folder itself is forbidden, which to people here means that a page came from another site.
   */
  public static Filter cachedForGood(String base) {
    return (chain, request, response) -> {
      String path = request.path().rawPath();
      if (path.startsWith(base)) {
        if (!isFile(path.substring(base.length()))) {
          throw new NotFoundException("no such file");
        }
        response.headers().set(HeaderNames.CACHE_CONTROL, FOR_GOOD);
      }
      chain.proceed();
    };
  }

  private static boolean isFile(String path) {
    return path.startsWith("/") && NAMES.contains(path.substring(1));
  }
}
