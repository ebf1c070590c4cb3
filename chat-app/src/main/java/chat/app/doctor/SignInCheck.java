package chat.app.doctor;

import chat.core.log.Finding;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Signs in, and checks the attributes of the cookie. */
final class SignInCheck implements Check {
  private static final String SIGN_IN = "sign-in";
  private static final String COOKIE = "cookie";

  private final Visit visit;

  SignInCheck(Visit visit) {
    this.visit = visit;
  }

  @Override
  public List<Finding> run() {
    try {
      HttpAnswer answer = visit.signIn();
      return visit.isSignedIn()
          ? List.of(Finding.ok(SIGN_IN, "a nickname was enough"), cookie(answer))
          : List.of(refused(answer));
    } catch (IOException e) {
      return List.of(
          Finding.failed(
              SIGN_IN,
              "POST /login is not answered (%s); the proxy has to pass it on."
                  .formatted(Failures.reason(e))));
    }
  }

  private static Finding refused(HttpAnswer answer) {
    return Finding.failed(
        SIGN_IN,
        "POST /login is answered %s, without a cookie; %s."
            .formatted(
                answer.summary(),
                answer.status() == HttpAnswer.SEE_OTHER
                    ? "the proxy must not remove Set-Cookie"
                    : "the checks that need a member are left out"));
  }

  private Finding cookie(HttpAnswer answer) {
    Set<String> attributes =
        answer
            .headers("Set-Cookie")
            .filter(line -> line.startsWith("chat="))
            .flatMap(line -> Stream.of(line.split(";")))
            .map(part -> part.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    for (String needed : List.of("HttpOnly", "SameSite=Lax", "Path=/")) {
      if (!attributes.contains(needed.toLowerCase(Locale.ROOT))) {
        return Finding.failed(
            COOKIE,
            "it came without %s; take out the line of the proxy that changes cookies (nginx: proxy_cookie_flags, proxy_cookie_path)."
                .formatted(needed));
      }
    }
    return secure(attributes.contains("secure"));
  }

  private Finding secure(boolean isSecure) {
    if (isSecure == visit.server().secure()) {
      return Finding.ok(COOKIE, "HttpOnly, SameSite=Lax" + (isSecure ? ", Secure" : ""));
    }
    return isSecure
        ? Finding.failed(
            COOKIE,
            "it came with Secure, so browsers do not send it back to this address; the proxy must not set X-Forwarded-Proto to https here.")
        : Finding.failed(
            COOKIE,
            "it came without Secure, because the server does not learn that people use TLS; "
                + Advice.FORWARDED_PROTO);
  }
}
