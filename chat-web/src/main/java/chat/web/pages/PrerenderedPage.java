package chat.web.pages;

import static java.util.stream.Collectors.toMap;

import chat.web.http.Preferences;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A page that begins a visit: {@linkplain PagePrerenderer printed} when the program is built, and
 * filled in for everybody who comes.
 */
enum PrerenderedPage {
  SIGN_IN("sign-in", "nickname room query"),
  ROOM("room", "room me name owner");

  private static final String FOLDER = "web-pages/blank/";

  private final String template;
  private final String values;

  PrerenderedPage(String template, String values) {
    this.template = template;
    this.values = values;
  }

  String template() {
    return template;
  }

  /** What to render in place of its values. */
  Map<String, String> marks() {
    return Stream.of(values.split(" ", -1)).collect(toMap(name -> name, PageTemplate::mark));
  }

  /** Where it lies among the resources, for those who want it like this. */
  String file(Preferences like) {
    String colours = like.colours().isEmpty() ? "" : '.' + like.colours();
    return FOLDER + template + '.' + like.locale().getLanguage() + colours + ".html";
  }
}
