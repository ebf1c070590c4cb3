package chat.app.doctor;

import chat.core.log.Finding;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Checks that pages of this address may connect, and those of other sites may not. */
final class OriginCheck implements Check {
  private static final String SUBJECT = "Origin";

  /** Reserved, so that no page has it (RFC 2606). */
  private static final String FOREIGN = "https://doctor.invalid";

  private final Visit visit;

  OriginCheck(Visit visit) {
    this.visit = visit;
  }

  @Override
  public List<Finding> run() {
    try {
      return List.of(own(visit.server().origin()), foreign());
    } catch (IOException e) {
      return List.of(
          Finding.failed(
              SUBJECT,
              "GET /chat is not answered (%s); the proxy has to pass it on."
                  .formatted(Failures.reason(e))));
    }
  }

  /** Without an upgrade, which gets the same answer where it is refused. */
  private HttpAnswer ask(String origin) throws IOException {
    return visit.request("GET /chat/" + visit.room(), "Origin: " + origin);
  }

  private Finding own(String origin) throws IOException {
    HttpAnswer answer = ask(origin);
    if (isRefused(answer)) {
      return Finding.failed(
          SUBJECT,
          "pages of %s may not connect, because the proxy changes Host; %s%1$s."
              .formatted(origin, Advice.HOST));
    }
    return answer.status() == HttpAnswer.UPGRADE_REQUIRED
        ? Finding.ok(SUBJECT, "pages of " + origin + " may connect")
        : Finding.failed(
            SUBJECT,
            "GET /chat is answered %s; the proxy has to pass it on.".formatted(answer.summary()));
  }

  private static boolean isRefused(HttpAnswer answer) {
    return answer.status() == HttpAnswer.FORBIDDEN
        && answer.refusal().equals(Optional.of("origin"));
  }

  private Finding foreign() throws IOException {
    HttpAnswer answer = ask(FOREIGN);
    if (answer.status() == HttpAnswer.FORBIDDEN) {
      return Finding.ok(SUBJECT, "pages of other sites may not");
    }
    return Finding.failed(
        SUBJECT,
        "pages of any other site may connect in the name of who visits them (%s); the proxy must not take out Origin, nor --origins allow *."
            .formatted(answer.summary()));
  }
}
