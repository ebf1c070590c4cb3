package chat.app.doctor;

import chat.core.log.Finding;
import java.util.List;

/** A check that cannot be done, and why. */
public record SkippedCheck(String subject, String reason) implements Check {
  @Override
  public List<Finding> run() {
    return List.of(Finding.skipped(subject, reason));
  }
}
