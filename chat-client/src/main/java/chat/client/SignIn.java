package chat.client;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header by which the server knows the client: a cookie of a sign-in, or a bot's token. */
sealed interface SignIn {
  /** The name of the header. */
  String header();

  /** The value of the header. */
  String value();

  /** Signs in anew, because the server does not take the value any more. */
  SignIn renew() throws IOException, InterruptedException;

  /** A bot's token, which the owner has created. */
  record Token(String token) implements SignIn {
    @Override
    public String header() {
      return "Authorization";
    }

    @Override
    public String value() {
      return "Bearer " + token;
    }

    @Override
    public SignIn renew() {
      throw new RefusedException("401", "the server does not take this token");
    }
  }

  /** The cookie of a member that has signed in with a nickname. */
  record Cookie(HttpClient http, URI server, String nickname, String cookie) implements SignIn {
    private static final Pattern COOKIE = Pattern.compile("^(chat=[^;]+)");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int SEE_OTHER = 303;

    /**
     * Signs in.
     *
     * @throws RefusedException if the nickname is wrong or taken
     */
    static Cookie of(HttpClient http, URI server, String nickname)
        throws IOException, InterruptedException {
      String form = "nickname=" + URLEncoder.encode(nickname, StandardCharsets.UTF_8);
      HttpRequest request =
          HttpRequest.newBuilder(server.resolve("/login"))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .timeout(LIMIT)
              .POST(BodyPublishers.ofString(form))
              .build();
      HttpResponse<Void> response = http.send(request, BodyHandlers.discarding());
      return new Cookie(http, server, nickname, cookie(response, nickname));
    }

    private static String cookie(HttpResponse<Void> response, String nickname) throws IOException {
      if (response.statusCode() == SEE_OTHER) {
        Matcher cookie = COOKIE.matcher(response.headers().firstValue("Set-Cookie").orElse(""));
        if (cookie.find()) {
          return cookie.group(1);
        }
      }
      if (response.statusCode() == 400 || response.statusCode() == 409) {
        throw new RefusedException(
            Integer.toString(response.statusCode()),
            "the nickname " + nickname + " cannot be used");
      }
      throw new IOException("the sign-in was answered with " + response.statusCode());
    }

    @Override
    public String header() {
      return "Cookie";
    }

    @Override
    public String value() {
      return cookie;
    }

    @Override
    public SignIn renew() throws IOException, InterruptedException {
      return of(http, server, nickname);
    }
  }
}
