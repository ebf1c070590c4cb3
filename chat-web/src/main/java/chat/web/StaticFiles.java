package chat.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.NotFoundException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.staticcontent.ClasspathHandlerConfig;
import io.helidon.webserver.staticcontent.StaticContentFeature;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Script, style and icons, below an address that names their content: they may be cached for good,
 * as any change changes the address. One hash for all of them, so that what was built together is
 * used together.
 */
final class StaticFiles {
  private static final String FOLDER = "web-static";
  private static final String FOR_GOOD = "public, max-age=31536000, immutable";
  private static final int HASH_BYTES = 6;

  /** Any file of the folder, to find it by: a folder itself is no resource of an image. */
  private static final String KNOWN = "room.js";

  /** All files, by name. */
  private static final SortedMap<String, byte[]> FILES = read();

  private StaticFiles() {}

  /** The address below which the files are, without a slash at its end. */
  static String base() {
    MessageDigest digest = sha256();
    FILES.values().forEach(digest::update);
    return "/static/" + HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
  }

  static byte[] read(String name) {
    return FILES.get(name).clone();
  }

  static HttpService service() {
    return StaticContentFeature.createService(
        ClasspathHandlerConfig.builder()
            .location(FOLDER)
            .classLoader(StaticFiles.class.getClassLoader())
            .cachedFiles(FILES.keySet())
            .build());
  }

  /** Goes before {@link #service}. */
  static Filter packed(String base) {
    return new PackedFiles(base, name -> Optional.ofNullable(FILES.get(name)));
  }

  /**
   * Lets only names of files pass below the address, and caches those for good. To Helidon the
   * folder itself is forbidden, which to people here means that a page came from another site.
   */
  static Filter cachedForGood(String base) {
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
    return path.startsWith("/") && FILES.containsKey(path.substring(1));
  }

  private static SortedMap<String, byte[]> read() {
    try {
      URI known = StaticFiles.class.getClassLoader().getResource(FOLDER + '/' + KNOWN).toURI();
      if (!known.getScheme().equals("jar")) {
        return read(Path.of(known).getParent());
      }
      try (FileSystem jar = FileSystems.newFileSystem(known, Map.of())) {
        return read(jar.getPath(FOLDER));
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("the build left the static files out", e);
    }
  }

  private static SortedMap<String, byte[]> read(Path folder) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
      for (Path path : paths) {
        files.put(path.getFileName().toString(), Files.readAllBytes(path));
      }
    }
    return files;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
