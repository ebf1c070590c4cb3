package chat.app.engine;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** WebKit's MiniBrowser or Chromium, by its WebDriver over HTTP. */
final class WebDriver implements Engine {
  private static final int OK = 200;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Pattern STARTED = Pattern.compile("started");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process driver;
  private final URI session;

  private WebDriver(Display display, String program, JsonObject capabilities) throws IOException {
    int port = freePort();
    // The shell prints a line, because not all drivers print one once they listen.
    driver =
        display
            .command(List.of("sh", "-c", "echo started; exec " + program + " --port=" + port))
            .start();
    Processes.awaitLine(driver, STARTED);
    URI base = URI.create("http://127.0.0.1:" + port + "/session");
    JsonObject value = create(base, capabilities).getAsJsonObject();
    session = URI.create(base + "/" + value.get("sessionId").getAsString() + '/');
  }

  static WebDriver webKit(Display display) throws IOException {
    JsonObject browser = options(miniBrowser(), "--automation");
    return new WebDriver(display, "WebKitWebDriver", named("webkitgtk:browserOptions", browser));
  }

  static WebDriver chromium(Display display, String binary) throws IOException {
    JsonObject browser =
        options(
            binary,
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");
    return new WebDriver(display, "chromedriver", named("goog:chromeOptions", browser));
  }

  private static JsonObject options(String binary, String... arguments) {
    var options = new JsonObject();
    options.addProperty("binary", binary);
    var list = new JsonArray();
    List.of(arguments).forEach(list::add);
    options.add("args", list);
    return options;
  }

  private static JsonObject named(String name, JsonObject value) {
    var object = new JsonObject();
    object.add(name, value);
    return object;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Creates a session once the driver listens. */
  private JsonElement create(URI base, JsonObject capabilities) throws IOException {
    JsonObject body = named("capabilities", named("alwaysMatch", capabilities));
    long end = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      try {
        return post(base, body);
      } catch (ConnectException e) {
        if (System.nanoTime() > end || !driver.isAlive()) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }

  private static String miniBrowser() throws IOException {
    try (Stream<Path> all =
        Files.find(Path.of("/usr/lib"), 3, (path, type) -> path.endsWith("MiniBrowser"))) {
      return all.findFirst()
          .orElseThrow(() -> new IOException("MiniBrowser is not installed"))
          .toString();
    }
  }

  private JsonElement post(URI address, JsonObject body) throws IOException {
    return send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  private JsonElement send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> response =
          http.send(request.timeout(LIMIT).build(), BodyHandlers.ofString());
      if (response.statusCode() != OK) {
        throw new IOException(response.uri() + ": " + response.body());
      }
      return JsonParser.parseString(response.body()).getAsJsonObject().get("value");
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void navigate(URI address) throws IOException {
    var body = new JsonObject();
    body.addProperty("url", address.toString());
    post(session.resolve("url"), body);
  }

  @Override
  public String evaluate(String expression) throws IOException {
    var body = new JsonObject();
    // Answers with the value of a promise, or with its failure.
    body.addProperty(
        "script",
        "const done = arguments[arguments.length - 1]; Promise.resolve("
            + expression
            + ").then((value) => done(String(value)), (error) => done('failed: ' + error));");
    body.add("args", new JsonArray());
    return post(session.resolve("execute/async"), body).getAsString();
  }

  @Override
  public void perform(JsonArray actions) throws IOException {
    var body = new JsonObject();
    body.add("actions", actions);
    post(session.resolve("actions"), body);
  }

  @Override
  public void chooseFile(String selector, Path file) throws IOException {
    var find = new JsonObject();
    find.addProperty("using", "css selector");
    find.addProperty("value", selector);
    JsonObject element = post(session.resolve("element"), find).getAsJsonObject();
    String id = element.entrySet().iterator().next().getValue().getAsString();
    var keys = new JsonObject();
    keys.addProperty("text", file.toString());
    post(session.resolve("element/" + id + "/value"), keys);
  }

  @Override
  public byte[] screenshot() throws IOException {
    String data = send(HttpRequest.newBuilder(session.resolve("screenshot"))).getAsString();
    return Base64.getDecoder().decode(data);
  }

  @Override
  public void close() {
    http.shutdownNow();
    Processes.end(driver);
  }
}
