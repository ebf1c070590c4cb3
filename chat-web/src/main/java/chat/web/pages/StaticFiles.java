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
 * The static files: scripts, styles and icons, below a path that contains a hash of all of them.
 * They may be cached for a year, because any change of a file changes the path. One hash for all of
 * them makes sure that files of one build are used together.
 */
public final class StaticFiles {
  static final String FOLDER = "web-static";

  /** The resource that the build writes: the path of the files, then their names. */
  static final String LIST = "web-pages/static-files";

  private static final String IMMUTABLE = "public, max-age=31536000, immutable";

  private static final List<String> LINES =
      new String(Resources.read(LIST), UTF_8).lines().toList();

  private static final Set<String> NAMES = Set.copyOf(LINES.subList(1, LINES.size()));

  private StaticFiles() {}

  /** The path of the files, without a slash at its end. */
  public static String base() {
    return LINES.getFirst();
  }

  /** The content of a file; empty when there is none of that name. */
  static Optional<byte[]> find(String name) {
    return NAMES.contains(name)
        ? Optional.of(Resources.read(FOLDER + '/' + name))
        : Optional.empty();
  }

  /** Sends a file as it is. */
  public static List<Route> routes() {
    return List.of(
        Route.get(
            base() + "/{name}", (request, response) -> Files.HANDLER.handle(request, response)));
  }

  /** Created at the first request for a file, so that the start does not wait for it. */
  private static final class Files {
    static final Handler HANDLER = handler();

    private static Handler handler() {
      HttpService service =
          StaticContentFeature.createService(
              ClasspathHandlerConfig.builder()
                  .location(FOLDER)
                  // The file's name alone, because the route has the whole path.
                  .pathMapper(path -> path.substring(path.lastIndexOf('/') + 1))
                  .classLoader(StaticFiles.class.getClassLoader())
                  .cachedFiles(cached())
                  .build());
      service.beforeStart();
      var single = new SingleRoute();
      service.routing(single);
      return single.route.handler();
    }
  }

  /** Captures the only route of a Helidon service. */
  private static final class SingleRoute implements HttpRules {
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

  /** All files but the source maps, which only a developer's tools request. */
  private static Set<String> cached() {
    return NAMES.stream().filter(name -> !name.endsWith(".map")).collect(toSet());
  }

  /** Sends compressed files; runs before {@link #routes}. */
  public static Filter compressed(String base) {
    return new CompressedFiles(base, StaticFiles::find);
  }

  /**
   * Answers {@code 404} to a path that is no file's, and lets browsers cache files for a year.
   * Helidon alone answers {@code 403} for the folder itself, which our error page explains as a
   * request from another site.
   */
  public static Filter cacheable(String base) {
    return (chain, request, response) -> {
      String path = request.path().rawPath();
      if (path.startsWith(base)) {
        if (!isFile(path.substring(base.length()))) {
          throw new NotFoundException("no such file");
        }
        response.headers().set(HeaderNames.CACHE_CONTROL, IMMUTABLE);
      }
      chain.proceed();
    };
  }

  private static boolean isFile(String path) {
    return path.startsWith("/") && NAMES.contains(path.substring(1));
  }
}
