package chat.web.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.web.i18n.Messages;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URLEncoder;
import java.util.Locale;

/** Sends HTTP responses: pages, JSON, lines of text, redirects. */
public final class Responses {
  public static final String TEXT = "text/plain; charset=UTF-8";
  private static final String HTML = "text/html; charset=UTF-8";
  private static final String JSON = "application/json";

  private Responses() {}

  static Locale locale(ServerRequest request) {
    return preferences(request).locale();
  }

  public static Preferences preferences(ServerRequest request) {
    return Preferences.of(request.headers());
  }

  /** A page with the status that is set already. */
  public static void page(ServerRequest request, ServerResponse response, String html) {
    page(request, response, html.getBytes(UTF_8));
  }

  /** The same for a page in UTF-8. */
  public static void page(ServerRequest request, ServerResponse response, byte[] html) {
    send(request, response, HTML, html);
  }

  /**
   * Sends a room's page, compressed if the browser accepts it. Compression is safe here although it
   * can reveal a page's secrets (BREACH), because this page has none: it contains names and ids
   * that all members of the room know, no token and no cookie. Pages with secrets are not
   * compressed.
   */
  public static void roomPage(ServerRequest request, ServerResponse response, byte[] html) {
    byte[] body = html;
    response.headers().add(HeaderNames.VARY, "Accept-Encoding");
    if (Gzip.isAccepted(request.headers())) {
      response.headers().set(HeaderNames.CONTENT_ENCODING, Gzip.NAME);
      body = Gzip.compress(body);
    }
    send(request, response, HTML, body);
  }

  public static void json(ServerRequest request, ServerResponse response, byte[] json) {
    send(request, response, JSON, json);
  }

  /** One line of text. */
  public static void line(
      ServerRequest request, ServerResponse response, Status status, String line) {
    response.status(status);
    send(request, response, TEXT, (line + '\n').getBytes(UTF_8));
  }

  /** Sends the sentence of a status as one line. */
  public static void refuse(ServerRequest request, ServerResponse response, Status status) {
    refuse(request, response, status, status.codeText());
  }

  /**
   * Sends the sentence of a reason as one line.
   *
   * @param reason the key of the sentence
   */
  public static void refuse(
      ServerRequest request, ServerResponse response, Status status, String reason) {
    line(request, response, status, sentence(reason, request.headers()));
  }

  /** The sentence of an error, in the language that the request asks for. */
  public static String sentence(String reason, Headers headers) {
    return Messages.of(Preferences.of(headers).locale()).error(reason);
  }

  /** Text as a part of an address. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  public static void seeOther(ServerResponse response, String address) {
    response.status(Status.SEE_OTHER_303);
    response.headers().set(HeaderNames.LOCATION, address);
    response.headers().set(HeaderNames.CACHE_CONTROL, "no-store");
    response.send();
  }

  private static void send(
      ServerRequest request, ServerResponse response, String type, byte[] body) {
    response.headers().set(HeaderNames.CONTENT_TYPE, type);
    response.headers().set(HeaderNames.CACHE_CONTROL, "no-store");
    // The same address says different things in different languages.
    response.headers().add(HeaderNames.VARY, "Accept-Language, Cookie");
    body(request, response, body);
  }

  /** Ends a response. A HEAD request gets the headers only (RFC 9110, section 9.3.2). */
  public static void body(ServerRequest request, ServerResponse response, byte[] body) {
    if (request.prologue().method().equals(Method.HEAD)) {
      response.headers().contentLength(body.length);
      response.send();
    } else {
      response.send(body);
    }
  }
}
