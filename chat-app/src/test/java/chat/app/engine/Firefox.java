package chat.app.engine;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Firefox, by WebDriver BiDi. */
final class Firefox implements Engine {
  private static final Pattern LISTENING =
      Pattern.compile("WebDriver BiDi listening on (ws://\\S+)");

  private final Process process;
  private final JsonSocket socket;
  private final String context;

  Firefox(Display display) throws IOException {
    Path profile = Files.createTempDirectory("chat-firefox");
    process =
        display
            .command(
                List.of(
                    "firefox-esr",
                    "--no-remote",
                    "--remote-debugging-port",
                    "0",
                    "--profile",
                    profile.toString()))
            .start();
    socket =
        new JsonSocket(URI.create(Processes.awaitLine(process, LISTENING).group(1) + "/session"));
    var capabilities = new JsonObject();
    capabilities.add("capabilities", new JsonObject());
    socket.call("session.new", capabilities);
    context =
        socket
            .call("browsingContext.getTree", new JsonObject())
            .getAsJsonArray("contexts")
            .get(0)
            .getAsJsonObject()
            .get("context")
            .getAsString();
  }

  private JsonObject parameters() {
    var parameters = new JsonObject();
    parameters.addProperty("context", context);
    return parameters;
  }

  @Override
  public void navigate(URI address) throws IOException {
    JsonObject parameters = parameters();
    parameters.addProperty("url", address.toString());
    parameters.addProperty("wait", "complete");
    socket.call("browsingContext.navigate", parameters);
  }

  @Override
  public String evaluate(String expression) throws IOException {
    JsonObject result = run("Promise.resolve(" + expression + ").then((value) => String(value))");
    return result.get("value").getAsString();
  }

  private JsonObject run(String expression) throws IOException {
    var target = new JsonObject();
    target.addProperty("context", context);
    var parameters = new JsonObject();
    parameters.addProperty("expression", expression);
    parameters.add("target", target);
    parameters.addProperty("awaitPromise", true);
    JsonObject answer = socket.call("script.evaluate", parameters);
    if (!answer.get("type").getAsString().equals("success")) {
      throw new IOException(expression + ": " + answer);
    }
    return answer.getAsJsonObject("result");
  }

  @Override
  public void perform(JsonArray actions) throws IOException {
    JsonObject parameters = parameters();
    parameters.add("actions", actions);
    socket.call("input.performActions", parameters);
  }

  @Override
  public void chooseFile(String selector, Path file) throws IOException {
    var element = new JsonObject();
    element.add("sharedId", run("document.querySelector('" + selector + "')").get("sharedId"));
    var files = new JsonArray();
    files.add(file.toString());
    JsonObject parameters = parameters();
    parameters.add("element", element);
    parameters.add("files", files);
    socket.call("input.setFiles", parameters);
  }

  @Override
  public byte[] screenshot() throws IOException {
    String data =
        socket.call("browsingContext.captureScreenshot", parameters()).get("data").getAsString();
    return Base64.getDecoder().decode(data);
  }

  @Override
  public void close() {
    socket.close();
    Processes.end(process);
  }
}
