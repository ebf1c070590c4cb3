package chat.web.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A format of an export. */
public enum ExportFormat {
  /** A line of JSON for each entry, which can be imported. */
  JSONL("application/jsonl; charset=utf-8"),
  /** A page to be read in a browser. */
  HTML("text/html; charset=utf-8"),
  TEXT("text/plain; charset=utf-8");

  private final String contentType;

  ExportFormat(String contentType) {
    this.contentType = contentType;
  }

  /** The format with a name, such as {@code jsonl}. */
  public static Optional<ExportFormat> of(String name) {
    return Arrays.stream(values()).filter(format -> format.label().equals(name)).findFirst();
  }

  /** The name. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String contentType() {
    return contentType;
  }
}
