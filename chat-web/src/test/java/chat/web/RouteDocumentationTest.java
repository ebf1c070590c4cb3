package chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.pages.StaticFiles;
import chat.web.testing.TestRoute;
import chat.web.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every route is documented in PROTOCOL.md or in the manual, except those that only the pages use.
 */
@Tag("server")
class RouteDocumentationTest {
  /** The routes that only the pages use. */
  private static final Set<String> OF_THE_PAGES =
      Set.of(
          StaticFiles.base() + "/{name}",
          "/manifest.webmanifest",
          "/worker.js",
          "/owner/sign-in",
          "/owner/sign-out",
          "/owner/{action}");

  @Test
  void everyRouteIsDocumented() throws IOException {
    String documents =
        Files.readString(Path.of("PROTOCOL.md"))
            + Files.readString(Path.of("..", "chat-app", "MANUAL.md"));
    List<String> patterns;
    try (TestServer server = TestServer.open()) {
      patterns = server.routes().stream().map(TestRoute::pattern).toList();
    }
    assertThat(patterns).containsAll(OF_THE_PAGES);
    assertThat(patterns.stream().filter(pattern -> !OF_THE_PAGES.contains(pattern)))
        .as("routes that neither PROTOCOL.md nor MANUAL.md documents")
        .allMatch(pattern -> documents.contains(documented(pattern)));
  }

  /** A path pattern as the documents write it. */
  private static String documented(String pattern) {
    return pattern.replace("{action}", "…").replace("*", "{room}");
  }
}
