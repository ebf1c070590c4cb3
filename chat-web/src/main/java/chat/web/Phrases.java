package chat.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the pages say, in one language. */
final class Phrases {

  static final Locale CHINESE = Locale.CHINESE;
  static final Locale ENGLISH = Locale.ENGLISH;

  /** Phrases that the script speaks begin with this; it knows them without it. */
  private static final String LIVE = "live.";

  /** The owner's page and the script share these. */
  private static final String OWNER = "owner.";

  private static final Phrases IN_CHINESE = new Phrases(CHINESE);
  private static final Phrases IN_ENGLISH = new Phrases(ENGLISH);

  private final ResourceBundle bundle;
  private final List<Map<String, String>> live;

  private Phrases(Locale locale) {
    bundle = ResourceBundle.getBundle("chat.web.messages", locale, Phrases.class.getModule());
    live =
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
  static Phrases of(Locale locale) {
    return locale.getLanguage().equals("en") ? IN_ENGLISH : IN_CHINESE;
  }

  /** The language as a page names it. */
  String tag() {
    return bundle.getLocale().equals(ENGLISH) ? "en" : "zh-CN";
  }

  /** All keys, sorted. */
  Stream<String> keys() {
    return new TreeSet<>(bundle.keySet()).stream();
  }

  String get(String key) {
    return bundle.getString(key);
  }

  boolean has(String key) {
    return bundle.containsKey(key);
  }

  /** The phrase of the first key that has one; the last key must. */
  String first(String... keys) {
    for (var key : keys) {
      if (has(key)) {
        return bundle.getString(key);
      }
    }
    throw new IllegalArgumentException("no phrase for " + String.join(", ", keys));
  }

  /** What the room page's script says, as pairs of {@code key} and {@code text}. */
  List<Map<String, String>> live() {
    return live;
  }
}
