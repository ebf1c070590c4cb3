package chat.web.i18n;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The sentences of the pages and of errors, in one language. */
public final class Messages {

  public static final Locale CHINESE = Locale.CHINESE;
  public static final Locale ENGLISH = Locale.ENGLISH;

  /** The prefix of the keys of the script's sentences; the script uses the keys without it. */
  private static final String SCRIPT = "live.";

  /** The prefix of sentences that the owner's page and the script share. */
  private static final String OWNER = "owner.";

  private static final Messages IN_CHINESE = new Messages(CHINESE);
  private static final Messages IN_ENGLISH = new Messages(ENGLISH);

  private final ResourceBundle bundle;
  private final List<Map<String, String>> scriptMessages;

  private Messages(Locale locale) {
    bundle = ResourceBundle.getBundle("chat.web.i18n.messages", locale, Messages.class.getModule());
    scriptMessages =
        keys()
            .filter(key -> key.startsWith(SCRIPT) || key.startsWith(OWNER))
            .map(key -> Map.of("key", scriptKey(key), "text", get(key)))
            .toList();
  }

  /** The key that the script uses. */
  private static String scriptKey(String key) {
    return key.startsWith(SCRIPT) ? key.substring(SCRIPT.length()) : key;
  }

  /** The sentences of a language; Chinese for an unknown language. */
  public static Messages of(Locale locale) {
    return locale.getLanguage().equals("en") ? IN_ENGLISH : IN_CHINESE;
  }

  /** The language tag for HTML. */
  public String languageTag() {
    return bundle.getLocale().equals(ENGLISH) ? "en" : "zh-CN";
  }

  /** All keys, sorted. */
  public Stream<String> keys() {
    return new TreeSet<>(bundle.keySet()).stream();
  }

  public String get(String key) {
    return bundle.getString(key);
  }

  public boolean has(String key) {
    return bundle.containsKey(key);
  }

  /** The sentence of the first key that has one; the last key must have one. */
  public String first(String... keys) {
    for (var key : keys) {
      if (has(key)) {
        return bundle.getString(key);
      }
    }
    throw new IllegalArgumentException("no sentence for " + String.join(", ", keys));
  }

  /**
   * The sentence of an error.
   *
   * @param reason a status code, or a stable word such as {@code banned}
   */
  public String error(String reason) {
    return first("live.why." + reason, "error." + reason, "error.other");
  }

  /** The sentence of a refusal with a stable code; a general sentence for an unknown code. */
  public String refusal(String code) {
    return first("reason." + code, "live.refused." + code, "reason.other");
  }

  /** The sentences of the page's script, as pairs of {@code key} and {@code text}. */
  public List<Map<String, String>> scriptMessages() {
    return scriptMessages;
  }
}
