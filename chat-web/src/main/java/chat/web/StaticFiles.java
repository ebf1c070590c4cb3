package chat.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.staticcontent.ClasspathHandlerConfig;
import io.helidon.webserver.staticcontent.StaticContentFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Script, style and icons, below an address that names their content: it may be cached for good, as
 * any change changes the address. One hash for all of them, so that scripts can import one another
 * by relative addresses.
 */
final class StaticFiles {
  private static final String FOLDER = "web-static";
  private static final String FOR_GOOD = "public, max-age=31536000, immutable";
  private static final int HASH_BYTES = 6;

  /** All files; a folder of a jar or an image cannot be listed without knowing which it is. */
  static final List<String> NAMES =
      List.of(
          "composer.js",
          "connection.js",
          "conversation.js",
          "icon.svg",
          "room.js",
          "style.css",
          "view.js");

  private StaticFiles() {}

  /** The address below which the files are, without a slash at its end. */
  static String base() {
    MessageDigest digest = sha256();
    NAMES.forEach(name -> digest.update(content(name)));
    return "/static/" + HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
  }

  static HttpService service() {
    return StaticContentFeature.createService(
        ClasspathHandlerConfig.builder()
            .location(FOLDER)
            .classLoader(StaticFiles.class.getClassLoader())
            .cachedFiles(Set.copyOf(NAMES))
            .build());
  }

  static Filter cachedForGood(String base) {
    return (chain, request, response) -> {
      if (request.path().rawPath().startsWith(base + '/')) {
        response.headers().set(HeaderNames.CACHE_CONTROL, FOR_GOOD);
      }
      chain.proceed();
    };
  }

  private static byte[] content(String name) {
    try (InputStream in =
        StaticFiles.class.getClassLoader().getResourceAsStream(FOLDER + '/' + name)) {
      if (in == null) {
        throw new IllegalStateException("missing from the build: " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
