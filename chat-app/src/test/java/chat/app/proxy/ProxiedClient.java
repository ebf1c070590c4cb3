package chat.app.proxy;

import chat.app.testing.PlainClient;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * A client of a proxy, with an address of its own: the whole network 127.0.0.0/8 is this machine.
 *
 * @param address such as {@code 127.0.1.1}; the proxy itself connects from 127.0.0.1
 */
record ProxiedClient(URI proxy, String address, String nickname, SSLContext trust) {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private HttpClient http() throws Exception {
    return HttpClient.newBuilder()
        .sslContext(trust)
        .localAddress(InetAddress.getByName(address))
        .build();
  }

  /** Requests a path; headers are names and values in turn. */
  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(HttpRequest.newBuilder(proxy.resolve(path)).timeout(LIMIT), headers);
  }

  /** Sends the form of the sign-in page. */
  HttpResponse<String> sendSignIn(String... headers) throws Exception {
    return send(PlainClient.signInRequest(proxy, nickname), headers);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String... headers)
      throws Exception {
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (HttpClient http = http()) {
      return http.send(request.build(), BodyHandlers.ofString());
    }
  }

  /** Signs in, and returns the cookie as a client sends it. */
  String signIn() throws Exception {
    return sendSignIn().headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  PlainClient connect(String room, String cookie, String... headers) throws Exception {
    String[] all =
        Stream.concat(Stream.of("Cookie", cookie), Stream.of(headers)).toArray(String[]::new);
    return PlainClient.connect(http(), proxy.resolve("/chat/" + room), all);
  }

  /** Tries to connect; returns {@code 101}, or the status and the code of the refusal. */
  String tryToConnect(String cookie, String... headers) throws Exception {
    try (PlainClient _ = connect("tries", cookie, headers)) {
      return "101";
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        HttpResponse<?> response = refused.getResponse();
        return response.statusCode()
            + response.headers().firstValue("Chat-Why").map(" "::concat).orElse("");
      }
      throw e;
    }
  }
}
