package chat.app.engine;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A person at a browser: clicks, types, and waits for what the page shows. */
final class Driver {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Keys beyond text have private-use characters (W3C WebDriver, section 17.4.2). */
  static final String ENTER = "\uE007";

  static final String ESCAPE = "\uE00C";

  private final Engine engine;

  Driver(Engine engine) {
    this.engine = engine;
  }

  void navigate(URI address) throws IOException {
    engine.navigate(address);
  }

  /** Evaluates an expression in the page. */
  String evaluate(String expression) throws IOException {
    return engine.evaluate(expression);
  }

  /** Waits until an expression is true. */
  void awaits(String expression) throws IOException {
    long end = System.nanoTime() + LIMIT_NANOS;
    // Each evaluation waits for a frame of the page, so this is no busy loop.
    while (!engine.evaluate(afterAFrame(expression)).equals("true")) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "Not within 30 s: " + expression + "\n" + engine.evaluate("document.body.innerText"));
      }
    }
  }

  private static String afterAFrame(String expression) {
    return "new Promise((done) => setTimeout(done, 50)).then(() => Boolean(" + expression + "))";
  }

  void awaitsElement(String selector) throws IOException {
    awaits("document.querySelector('" + selector + "')?.checkVisibility()");
  }

  /** Waits until an element is shown and has a text. */
  void awaitsText(String selector, String text) throws IOException {
    awaits(
        "[...document.querySelectorAll('%s')].some((each) => each.checkVisibility() && each.textContent.includes('%s'))"
            .formatted(selector, text));
  }

  /** Clicks in the middle of the first element that is shown. */
  void clicks(String selector) throws IOException {
    awaitsElement(selector);
    String[] point =
        engine
            .evaluate(
                "((box) => `${Math.round(box.x + box.width / 2)} ${Math.round(box.y + box.height / 2)}`)"
                    + "((document.querySelector('"
                    + selector
                    + "').scrollIntoView({ block: 'nearest' }), document.querySelector('"
                    + selector
                    + "').getBoundingClientRect()))")
            .split(" ", 2);
    var move = new JsonObject();
    move.addProperty("type", "pointerMove");
    move.addProperty("x", Integer.parseInt(point[0]));
    move.addProperty("y", Integer.parseInt(point[1]));
    move.addProperty("duration", 0);
    var steps = new JsonArray();
    steps.add(move);
    steps.add(button("pointerDown"));
    steps.add(button("pointerUp"));
    var mouse = new JsonObject();
    mouse.addProperty("pointerType", "mouse");
    var source = new JsonObject();
    source.addProperty("type", "pointer");
    source.addProperty("id", "mouse");
    source.add("parameters", mouse);
    source.add("actions", steps);
    perform(source);
  }

  private static JsonObject button(String type) {
    var step = new JsonObject();
    step.addProperty("type", type);
    step.addProperty("button", 0);
    return step;
  }

  /** Types a text where the focus is. */
  void types(String text) throws IOException {
    var steps = new JsonArray();
    text.codePoints()
        .mapToObj(Character::toString)
        .forEach(key -> {
          steps.add(key("keyDown", key));
          steps.add(key("keyUp", key));
        });
    var source = new JsonObject();
    source.addProperty("type", "key");
    source.addProperty("id", "keyboard");
    source.add("actions", steps);
    perform(source);
  }

  private static JsonObject key(String type, String value) {
    var step = new JsonObject();
    step.addProperty("type", type);
    step.addProperty("value", value);
    return step;
  }

  private void perform(JsonObject source) throws IOException {
    var actions = new JsonArray();
    actions.add(source);
    engine.perform(actions);
  }

  void chooses(String selector, Path file) throws IOException {
    engine.chooseFile(selector, file);
  }
}
