package chat.web.http;

import chat.web.i18n.Messages;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.SetCookie;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The language and colours of the pages: those that a person chose, in cookies that the page's
 * script writes too, else those that the browser asks for.
 *
 * @param locale the language
 * @param colours {@code light}, {@code dark}, or empty for the system's
 */
public record Preferences(Locale locale, String colours) {
  static final String LANGUAGE = "chat-language";
  static final String COLOURS = "chat-colours";

  private static final List<String> KNOWN_COLOURS = List.of("light", "dark");

  /** 256 characters, because the JDK's parser takes time by the square of the length. */
  static final int MAX_LANGUAGES_LENGTH = 256;

  private static final Duration LIFETIME = Duration.ofDays(365);

  /** All combinations. */
  public static List<Preferences> all() {
    return Stream.of(Messages.CHINESE, Messages.ENGLISH)
        .flatMap(locale ->
            Stream.concat(Stream.of(""), KNOWN_COLOURS.stream())
                .map(colours -> new Preferences(locale, colours)))
        .toList();
  }

  /** The preferences of a request. */
  public static Preferences of(Headers headers) {
    Locale locale =
        first(headers, LANGUAGE)
            .flatMap(Preferences::chosen)
            .orElseGet(() -> language(headers.first(HeaderNames.ACCEPT_LANGUAGE).orElse(null)));
    return new Preferences(
        locale, first(headers, COLOURS).filter(KNOWN_COLOURS::contains).orElse(""));
  }

  /** A language with the system's colours. */
  public static Preferences in(Locale locale) {
    return new Preferences(locale, "");
  }

  /** The language of a code: {@code zh} or {@code en}. */
  public static Optional<Locale> chosen(String language) {
    return List.of(Messages.CHINESE, Messages.ENGLISH).stream()
        .filter(locale -> locale.getLanguage().equals(language))
        .findFirst();
  }

  /** The cookie of a chosen language. It is no secret: the page's script writes it, too. */
  public static SetCookie cookie(Locale locale, boolean secure) {
    return SetCookie.builder(LANGUAGE, locale.getLanguage())
        .path("/")
        .sameSite(SetCookie.SameSite.LAX)
        .secure(secure)
        .maxAge(LIFETIME)
        .build();
  }

  /**
   * The language of a header: the one of Chinese and English with the highest weight. Chinese where
   * the header is missing or malformed; English where it has other languages only.
   *
   * @param acceptLanguage empty or null when there is no such header
   */
  public static Locale language(String acceptLanguage) {
    if (acceptLanguage == null || acceptLanguage.isBlank()) {
      return Messages.CHINESE;
    }
    var ranges = parse(acceptLanguage);
    return ranges.stream()
        .filter(range -> range.getWeight() > 0)
        .map(Preferences::supported)
        .filter(locale -> !locale.equals(Locale.ROOT))
        .findFirst()
        .orElse(ranges.isEmpty() ? Messages.CHINESE : Messages.ENGLISH);
  }

  private static Optional<String> first(Headers headers, String cookie) {
    List<String> values = Cookies.values(headers, cookie);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  private static List<LanguageRange> parse(String acceptLanguage) {
    try {
      return LanguageRange.parse(bounded(acceptLanguage));
    } catch (IllegalArgumentException malformed) {
      return List.of();
    }
  }

  /** The languages that fit into the limit; browsers send the ones that matter first. */
  private static String bounded(String acceptLanguage) {
    if (acceptLanguage.length() <= MAX_LANGUAGES_LENGTH) {
      return acceptLanguage;
    }
    String start = acceptLanguage.substring(0, MAX_LANGUAGES_LENGTH);
    return start.substring(0, Math.max(0, start.lastIndexOf(',')));
  }

  private static Locale supported(LanguageRange range) {
    return switch (range.getRange().split("-", 2)[0]) {
      case "zh", "*" -> Messages.CHINESE;
      case "en" -> Messages.ENGLISH;
      default -> Locale.ROOT;
    };
  }
}
