package chat.app.doctor;

import chat.core.log.Finding;
import java.io.IOException;
import java.util.List;

/** Asks the server whether it takes people and keeps what they say. */
final class HealthCheck implements Check {
  private static final String SUBJECT = "server";

  private final Visit visit;
  private boolean answered;

  HealthCheck(Visit visit) {
    this.visit = visit;
  }

  /** Whether a chat has answered. */
  boolean answered() {
    return answered;
  }

  @Override
  public List<Finding> run() {
    try {
      HttpAnswer answer = visit.request("GET /health");
      return List.of(finding(answer, answer.text().strip()));
    } catch (IOException e) {
      return List.of(
          Finding.failed(
              SUBJECT,
              "GET /health is not answered by HTTP (%s); does another program listen at this port, or does it want https://?"
                  .formatted(Failures.reason(e))));
    }
  }

  private Finding finding(HttpAnswer answer, String text) {
    answered =
        (answer.status() == HttpAnswer.OK && text.equals("ok")) || answer.refusal().isPresent();
    if (answer.status() == HttpAnswer.OK && answered) {
      return Finding.ok(SUBJECT, "it takes people, and keeps what they say");
    }
    if (answered) {
      return Finding.failed(SUBJECT, "it does not take people now: " + text + ".");
    }
    if (answer.isUnreachable()) {
      return Finding.failed(
          SUBJECT,
          "the proxy answers, and does not reach the server (%d): start the server (systemctl status chat), or correct the address at which the proxy looks for it (nginx: proxy_pass http://127.0.0.1:8180; haproxy: server chat 127.0.0.1:8180)."
              .formatted(answer.status()));
    }
    if (answer.header("Location").isPresent()) {
      return Finding.failed(
          SUBJECT,
          "GET /health is redirected to %s; check that address."
              .formatted(answer.header("Location").get()));
    }
    return Finding.failed(
        SUBJECT,
        "GET /health is answered %s; the proxy has to pass on all of a host name to the running server (nginx: location / { proxy_pass http://127.0.0.1:8180; })."
            .formatted(answer.summary()));
  }
}
