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
 * What the page says in one language, read where it is translated: who looks for these words misses
 * any that the page does not say.
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

  /** The words of a key. */
  public String text(String key) {
    return Objects.requireNonNull(texts.getProperty(key), key);
  }

  boolean has(String key) {
    return texts.containsKey(key);
  }

  /** The words of a key, with a value in place of its hole. */
  public String text(String key, String hole, Object value) {
    String words = text(key);
    if (!words.contains('{' + hole + '}')) {
      throw new IllegalArgumentException(key + " has no hole " + hole);
    }
    return words.replace('{' + hole + '}', value.toString());
  }
}
