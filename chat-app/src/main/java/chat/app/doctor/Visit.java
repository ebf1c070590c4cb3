package chat.app.doctor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A member of its own in a room of its own, for the time of the checks. Nothing is said there, so
 * that no room is left behind.
 */
final class Visit {
  /** 12 digits, so that nobody else is in the room, and no nickname is taken. */
  private static final int NAME_BYTES = 6;

  private static final byte[] NOTHING = {};

  private final Connector connector;
  private final String name;
  private String cookie = "";

  Visit(Connector connector) {
    this.connector = connector;
    var random = new byte[NAME_BYTES];
    new SecureRandom().nextBytes(random);
    name = "doctor-" + HexFormat.of().formatHex(random);
  }

  ServerAddress server() {
    return connector.server();
  }

  /** The name of the room. */
  String room() {
    return name;
  }

  /** A new connection. */
  HttpConnection open() throws IOException {
    return connector.open();
  }

  /** Signs in; the answer has the cookie. */
  HttpAnswer signIn() throws IOException {
    HttpAnswer answer = post("/login", "nickname=" + name + "&room=" + name);
    cookie =
        answer
            .headers("Set-Cookie")
            .filter(line -> line.startsWith("chat="))
            .findFirst()
            .map(line -> "Cookie: " + line.split(";", 2)[0])
            .orElse("");
    return answer;
  }

  boolean isSignedIn() {
    return !cookie.isEmpty();
  }

  /** Lines of a request of this member, and those that are given. */
  List<String> headers(String... more) {
    List<String> lines = new ArrayList<>(List.of(more));
    if (isSignedIn()) {
      lines.add(cookie);
    }
    return lines;
  }

  /** Sends a request without a body. */
  HttpAnswer request(String request, String... headers) throws IOException {
    return exchange(request, headers(headers), NOTHING);
  }

  private HttpAnswer post(String path, String form) throws IOException {
    byte[] body = form.getBytes(StandardCharsets.UTF_8);
    List<String> headers =
        headers(
            "Content-Type: application/x-www-form-urlencoded", "Content-Length: " + body.length);
    return exchange("POST " + path, headers, body);
  }

  /** The answer has its body, so that the connection is closed. */
  private HttpAnswer exchange(String request, List<String> headers, byte[] body)
      throws IOException {
    List<String> lines = new ArrayList<>(headers);
    lines.add("Connection: close");
    try (HttpConnection connection = open()) {
      connection.send(request, lines, body);
      HttpAnswer answer = connection.receive();
      byte[] text = answer.text().getBytes(StandardCharsets.UTF_8);
      return new HttpAnswer(answer.status(), answer.headers(), new ByteArrayInputStream(text));
    }
  }

  /** Lets the server forget that this member has opened its room. */
  void forgetRoom() throws IOException {
    request("DELETE /api/me/rooms/" + room());
  }

  /** Forgets the room, and gives the nickname back. All connections are closed before. */
  void leave() {
    if (!isSignedIn()) {
      return;
    }
    try {
      forgetRoom();
      post("/logout", "");
    } catch (IOException e) {
      // The server gives the nickname back by itself, after ten minutes.
      throw new UncheckedIOException(e);
    }
  }
}
