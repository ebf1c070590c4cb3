package chat.app.engine;

import com.google.gson.JsonArray;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * A browser of one engine with one page, driven by what all engines have: scripts and real input.
 */
interface Engine extends AutoCloseable {
  /** Opens an address; returns when the page has loaded. */
  void navigate(URI address) throws IOException;

  /** Evaluates an expression, which may be a promise; returns its value as text. */
  String evaluate(String expression) throws IOException;

  /**
   * Performs input as a person does.
   *
   * @param actions as the WebDriver standard has them (section 17, "Actions")
   */
  void perform(JsonArray actions) throws IOException;

  /** Chooses a file in a file input. */
  void chooseFile(String selector, Path file) throws IOException;

  /** A picture of the page as PNG. */
  byte[] screenshot() throws IOException;

  @Override
  void close() throws IOException;
}
