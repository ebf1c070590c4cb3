package chat.app.testing;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The texts of the page in one language, from its message files: a test that finds an element by
 * them fails where the page does not show them.
 */
public final class PageTexts {
  private static final Path FOLDER =
      Path.of(System.getProperty("chat.root"), "chat-web/src/main/resources/chat/web/i18n");
  private static final Map<String, PageTexts> BY_LANGUAGE = new ConcurrentHashMap<>();

  private final Properties texts;

  private PageTexts(Properties texts) {
    this.texts = texts;
  }

  static PageTexts of(Screen screen) {
    return BY_LANGUAGE.computeIfAbsent(screen.language().substring(0, 2), PageTexts::read);
  }

  private static PageTexts read(String language) {
    try (Reader file =
        Files.newBufferedReader(FOLDER.resolve("messages_" + language + ".properties"))) {
      var texts = new Properties();
      texts.load(file);
      return new PageTexts(texts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a key. */
  public String text(String key) {
    return Objects.requireNonNull(texts.getProperty(key), key);
  }

  boolean has(String key) {
    return texts.containsKey(key);
  }

  /** The text of a key, with a value in its placeholder. */
  public String text(String key, String hole, Object value) {
    String words = text(key);
    if (!words.contains('{' + hole + '}')) {
      throw new IllegalArgumentException(key + " has no placeholder " + hole);
    }
    return words.replace('{' + hole + '}', value.toString());
  }
}
