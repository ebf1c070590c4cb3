package chat.web.i18n;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the pages say, in one language. */
public final class Messages {

  public static final Locale CHINESE = Locale.CHINESE;
  public static final Locale ENGLISH = Locale.ENGLISH;

  /** Phrases that the script speaks begin with this; it knows them without it. */
  private static final String LIVE = "live.";

  /** The owner's page and the script share these. */
  private static final String OWNER = "owner.";

  private static final Messages IN_CHINESE = new Messages(CHINESE);
  private static final Messages IN_ENGLISH = new Messages(ENGLISH);

  private final ResourceBundle bundle;
  private final List<Map<String, String>> scriptMessages;

  private Messages(Locale locale) {
    bundle = ResourceBundle.getBundle("chat.web.i18n.messages", locale, Messages.class.getModule());
    scriptMessages =
        keys()
            .filter(key -> key.startsWith(LIVE) || key.startsWith(OWNER))
            .map(key -> Map.of("key", spoken(key), "text", get(key)))
            .toList();
  }

  /** A key as the script knows it. */
  private static String spoken(String key) {
    return key.startsWith(LIVE) ? key.substring(LIVE.length()) : key;
  }

  /** The phrases of a language; Chinese for any that is not spoken here. */
  public static Messages of(Locale locale) {
    return locale.getLanguage().equals("en") ? IN_ENGLISH : IN_CHINESE;
  }

  /** The language as a page names it. */
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

  /** The phrase of the first key that has one; the last key must. */
  public String first(String... keys) {
    for (var key : keys) {
      if (has(key)) {
        return bundle.getString(key);
      }
    }
    throw new IllegalArgumentException("no phrase for " + String.join(", ", keys));
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

  /** What the room page's script says, as pairs of {@code key} and {@code text}. */
  public List<Map<String, String>> scriptMessages() {
    return scriptMessages;
  }
}
