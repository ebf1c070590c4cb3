package chat.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The owner of a group, who may use any of its servers.
 *
 * @param key of the owner
 */
record Owner(ServerGroup group, String key) {
  static Owner of(ServerGroup group) throws SQLException {
    return new Owner(group, group.ownerKey());
  }

  private HttpRequest.Builder request(int server, String path) {
    return HttpRequest.newBuilder(group.server(server).address().resolve(path))
        .header("Authorization", "Bearer " + key);
  }

  /** Acts at a server. */
  void act(int server, String action, String form) throws Exception {
    var request =
        request(server, "/api/owner/" + action)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertThat(http.send(request.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(204);
    }
  }

  private String page(int server) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request(server, "/api/owner").build(), BodyHandlers.ofString()).body();
    }
  }

  /** Reads the owner's page of a server until it has this; returns where. */
  MatchResult awaitPage(int server, String regex) throws Exception {
    var pattern = Pattern.compile(regex);
    String page = Polling.await(() -> page(server), pattern.asPredicate());
    return pattern.matcher(page).results().findFirst().orElseThrow();
  }

  /** The id of a member, once a server knows that it is present. */
  String idOf(int server, Person person) throws Exception {
    return awaitPage(server, "\"id\":\"([^\"]+)\",\"name\":\"" + person.name() + "\"").group(1);
  }
}
