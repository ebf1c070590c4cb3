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
 * How somebody wants the pages: what they chose with a switch, kept in cookies that the page's
 * script may write as well, else what their browser asks for.
 *
 * @param locale the language
 * @param colours {@code light}, {@code dark}, or empty: as the system has it
 */
public record Preferences(Locale locale, String colours) {
  static final String LANGUAGE = "chat-language";
  static final String COLOURS = "chat-colours";

  private static final List<String> KNOWN_COLOURS = List.of("light", "dark");
  private static final Duration LIFETIME = Duration.ofDays(365);

  /** All that there are. */
  public static List<Preferences> all() {
    return Stream.of(Messages.CHINESE, Messages.ENGLISH)
        .flatMap(locale ->
            Stream.concat(Stream.of(""), KNOWN_COLOURS.stream())
                .map(colours -> new Preferences(locale, colours)))
        .toList();
  }

  /** What a request asks for. */
  public static Preferences of(Headers headers) {
    Locale locale =
        first(headers, LANGUAGE)
            .flatMap(Preferences::chosen)
            .orElseGet(() -> language(headers.first(HeaderNames.ACCEPT_LANGUAGE).orElse(null)));
    return new Preferences(
        locale, first(headers, COLOURS).filter(KNOWN_COLOURS::contains).orElse(""));
  }

  /** A language, and the system's colours. */
  public static Preferences in(Locale locale) {
    return new Preferences(locale, "");
  }

  /** The language that a switch named: {@code zh} or {@code en}. */
  public static Optional<Locale> chosen(String language) {
    return List.of(Messages.CHINESE, Messages.ENGLISH).stream()
        .filter(locale -> locale.getLanguage().equals(language))
        .findFirst();
  }

  /** The cookie that keeps a choice of language. No secret: the page's script writes it, too. */
  public static SetCookie cookie(Locale locale, boolean secure) {
    return SetCookie.builder(LANGUAGE, locale.getLanguage())
        .path("/")
        .sameSite(SetCookie.SameSite.LAX)
        .secure(secure)
        .maxAge(LIFETIME)
        .build();
  }

  /**
   * The language to speak to a browser: what it likes best of Chinese and English. Chinese where it
   * says nothing, or nothing that can be read; English where it asks for other languages only.
   *
   * @param acceptLanguage the header as it came; empty or null where there was none
   */
  public static Locale language(String acceptLanguage) {
    if (acceptLanguage == null || acceptLanguage.isBlank()) {
      return Messages.CHINESE;
    }
    var wished = wishes(acceptLanguage);
    return wished.stream()
        .filter(range -> range.getWeight() > 0)
        .map(Preferences::spoken)
        .filter(locale -> !locale.equals(Locale.ROOT))
        .findFirst()
        .orElse(wished.isEmpty() ? Messages.CHINESE : Messages.ENGLISH);
  }

  private static Optional<String> first(Headers headers, String cookie) {
    List<String> values = Cookies.values(headers, cookie);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  private static List<LanguageRange> wishes(String acceptLanguage) {
    try {
      return LanguageRange.parse(acceptLanguage);
    } catch (IllegalArgumentException unreadable) {
      return List.of();
    }
  }

  private static Locale spoken(LanguageRange range) {
    return switch (range.getRange().split("-", 2)[0]) {
      case "zh", "*" -> Messages.CHINESE;
      case "en" -> Messages.ENGLISH;
      default -> Locale.ROOT;
    };
  }
}
