package chat.web.pages;

import static java.util.stream.Collectors.toMap;

import chat.web.http.Preferences;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A page that begins a visit: rendered at build time by {@link PagePrerenderer}, and filled in for
 * each request.
 */
enum PrerenderedPage {
  SIGN_IN("sign-in", "nickname room query"),
  INVITE("invite", "nickname room query present"),
  ROOM("room", "room me name owner files");

  private static final String FOLDER = "web-pages/prerendered/";

  private final String template;
  private final String values;

  PrerenderedPage(String template, String values) {
    this.template = template;
    this.values = values;
  }

  String template() {
    return template;
  }

  /** A placeholder for each value. */
  Map<String, String> placeholders() {
    return Stream.of(values.split(" ", -1)).collect(toMap(name -> name, PageTemplate::placeholder));
  }

  /** The name of the resource with the page in these preferences. */
  String file(Preferences preferences) {
    String colours = preferences.colours().isEmpty() ? "" : '.' + preferences.colours();
    return FOLDER + template + '.' + preferences.locale().getLanguage() + colours + ".html";
  }
}
