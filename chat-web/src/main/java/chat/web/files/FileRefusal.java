package chat.web.files;

import chat.web.metrics.Limit;
import io.helidon.http.Status;
import java.time.Duration;
import java.util.Optional;

/** A request that is refused, with the reason as the key of a sentence. It has no stack trace. */
final class FileRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Status status;
  private final transient Optional<Limit> limit;
  private final Duration retryAfter;

  private FileRefusal(Status status, String reason, Optional<Limit> limit, Duration retryAfter) {
    super(reason, null, false, false);
    this.status = status;
    this.limit = limit;
    this.retryAfter = retryAfter;
  }

  /** Refuses with the sentence of the status. */
  FileRefusal(Status status) {
    this(status, status.codeText());
  }

  /** Refuses for a reason that has its own sentence. */
  FileRefusal(Status status, String reason) {
    this(status, reason, Optional.empty(), Duration.ZERO);
  }

  static FileRefusal ofLimit(Status status, String reason, Limit limit) {
    return new FileRefusal(status, reason, Optional.of(limit), Duration.ZERO);
  }

  static FileRefusal tooMany(Duration wait) {
    return new FileRefusal(
        Status.TOO_MANY_REQUESTS_429, "file-rate", Optional.of(Limit.FILES), wait);
  }

  static FileRefusal later(String reason, Duration wait) {
    return new FileRefusal(Status.SERVICE_UNAVAILABLE_503, reason, Optional.empty(), wait);
  }

  Status status() {
    return status;
  }

  /** The key of the sentence. */
  String reason() {
    return getMessage();
  }

  Optional<Limit> limit() {
    return limit;
  }

  /** The time to wait; zero where it is not known. */
  Duration retryAfter() {
    return retryAfter;
  }
}
