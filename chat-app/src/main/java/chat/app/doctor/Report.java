package chat.app.doctor;

import chat.core.log.Finding;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Prints a line for each finding as soon as it is there, and counts those that fail. */
public final class Report {
  private final PrintStream output;
  private int failed;

  public Report(PrintStream output) {
    this.output = output;
  }

  /** Prints the findings of a check. */
  public void add(Check check) {
    check.run().forEach(this::add);
  }

  void add(Finding finding) {
    if (finding.outcome() == Finding.Outcome.FAILED) {
      failed++;
    }
    print(word(finding.outcome()), finding.subject(), finding.text());
  }

  /** Prints that the next lines take some time. */
  void announce(String subject, Duration time) {
    print("wait", subject, "for " + time.toSeconds() + " s");
  }

  private void print(String word, String subject, String text) {
    output.printf(Locale.ROOT, "%-4s  %-17s %s%n", word, subject, oneLine(text));
    output.flush();
  }

  private static String word(Finding.Outcome outcome) {
    return switch (outcome) {
      case OK -> "ok";
      case SKIPPED -> "skip";
      case WARNING -> "warn";
      case FAILED -> "FAIL";
    };
  }

  /** On one line, also where a message of the system has several. */
  private static String oneLine(String text) {
    return text.strip().replaceAll("\\p{Cntrl}+", " ");
  }

  /** How many findings have failed. */
  public int failed() {
    return failed;
  }
}
