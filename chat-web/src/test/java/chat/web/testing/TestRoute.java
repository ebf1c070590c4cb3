package chat.web.testing;

import chat.web.http.Route;
import io.helidon.http.Method;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A route of the server, and the paths by which tests request it. */
public record TestRoute(Route route) {
  /** A value for each path variable; {@code *} is the rest of a path. */
  private static final Map<String, String> EXAMPLES =
      Map.of(
          "{room}",
          "lobby",
          "{action}",
          "kick",
          "{name}",
          "room.css",
          "{file}",
          "A".repeat(22),
          "{id}",
          "bot-AAAAAAAAAAAA",
          "{token}",
          "1.m1.QW5u.1.none",
          "*",
          "den");

  private static final Pattern VARIABLE = Pattern.compile("\\{\\w+}|\\*");

  public String method() {
    return route.method().text();
  }

  /** Whether it reads a form, unlike a route that takes a file. */
  public boolean readsForm() {
    return route.method().equals(Method.POST) && !pattern().endsWith("/files");
  }

  public boolean isGet() {
    return route.method().equals(Method.GET);
  }

  /** The path pattern, without the slash that may follow it. */
  public String pattern() {
    return route.path().replace("[/]", "");
  }

  public boolean hasVariables() {
    return VARIABLE.matcher(pattern()).find();
  }

  /** A path of the route, with an example for each variable. */
  public String path() {
    return filledIn(TestRoute::example);
  }

  /** A path of the route in which each variable has the same value, as it is. */
  public String path(String value) {
    return filledIn(variable -> value);
  }

  private String filledIn(UnaryOperator<String> values) {
    return VARIABLE
        .matcher(pattern())
        .replaceAll((MatchResult found) -> Matcher.quoteReplacement(values.apply(found.group())));
  }

  private static String example(String variable) {
    String example = EXAMPLES.get(variable);
    if (example == null) {
      throw new AssertionError(
          "a new path variable: add an example of " + variable + " to TestRoute.EXAMPLES");
    }
    return example;
  }

  @Override
  public String toString() {
    return method() + ' ' + pattern();
  }
}
