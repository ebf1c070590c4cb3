package chat.app.doctor;

import chat.core.log.Finding;
import java.util.List;

/** Checks something, and changes nothing. */
public interface Check {
  /** Runs the check; what it cannot do is a finding as well. */
  List<Finding> run();
}
