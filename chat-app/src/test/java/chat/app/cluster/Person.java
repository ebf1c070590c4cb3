package chat.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.PlainClient;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * A person whose browser keeps a cookie and may use any server of a group.
 *
 * @param cookie of the sign-in
 */
record Person(ServerGroup group, String name, String cookie) {
  static Person signIn(ServerGroup group, int server, String name) throws Exception {
    return new Person(group, name, PlainClient.signIn(group.server(server).address(), name));
  }

  /** Signs in again at a server, under another name. */
  Person rename(int server, String newName) throws Exception {
    var request =
        PlainClient.signInRequest(group.server(server).address(), newName).header("Cookie", cookie);
    try (HttpClient http = HttpClient.newHttpClient()) {
      var response = http.send(request.build(), BodyHandlers.discarding());
      assertThat(response.statusCode()).isEqualTo(303);
      String set = response.headers().firstValue("Set-Cookie").orElseThrow();
      return new Person(group, newName, set.replaceFirst(";.*", ""));
    }
  }

  /** Connects to a room at a server. */
  PlainClient connect(int server, String room) throws Exception {
    return PlainClient.connect(
        HttpClient.newHttpClient(),
        group.server(server).address().resolve("/chat/" + room),
        "Cookie",
        cookie);
  }

  /** Connects to a room at a server, to send and receive frames in JSON. */
  PlainClient connectByFrames(int server, String room) throws Exception {
    return PlainClient.connectByFrames(
        HttpClient.newHttpClient(),
        group.server(server).address().resolve("/chat/" + room),
        "Cookie",
        cookie);
  }

  /** The status and the body of a GET request to a server. */
  String read(int server, String path) throws Exception {
    var request =
        HttpRequest.newBuilder(group.server(server).address().resolve(path))
            .header("Cookie", cookie)
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      var response = http.send(request, BodyHandlers.ofString());
      return response.statusCode() + " " + response.body();
    }
  }
}
