package chat.web.files;

import chat.core.file.FileSweeper;
import io.helidon.http.DateTime;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * The headers of tus 1.0.
 *
 * @param clock the time of day
 */
record TusHeaders(InstantSource clock) {
  private static final String VERSION = "1.0.0";
  private static final String BYTES = "application/offset+octet-stream";
  private static final String EXTENSIONS = "creation,creation-with-upload,termination,expiration";
  private static final HeaderName RESUMABLE = HeaderNames.create("Tus-Resumable");
  private static final HeaderName VERSIONS = HeaderNames.create("Tus-Version");
  private static final HeaderName OFFSET = HeaderNames.create("Upload-Offset");
  private static final HeaderName LENGTH = HeaderNames.create("Upload-Length");
  private static final HeaderName EXPIRES = HeaderNames.create("Upload-Expires");
  private static final Header TUS = HeaderValues.create(RESUMABLE, VERSION);
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

  /** Whether a request is one of tus. */
  static boolean isIn(ServerRequest request) {
    return request.headers().contains(RESUMABLE);
  }

  /** Refuses any other version. */
  static void checkVersion(ServerRequest request, ServerResponse response) {
    response.headers().set(TUS);
    if (!VERSION.equals(request.headers().first(RESUMABLE).orElse(""))) {
      response.headers().set(VERSIONS, VERSION);
      throw new FileRefusal(Status.PRECONDITION_FAILED_412);
    }
  }

  /** Refuses a body of any other type. */
  static void checkType(ServerRequest request) {
    String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
    if (!type.equalsIgnoreCase(BYTES)) {
      throw new FileRefusal(Status.UNSUPPORTED_MEDIA_TYPE_415, "tus-type");
    }
  }

  /** The size of an upload that a request begins. */
  static long length(ServerRequest request) {
    return number(request, LENGTH);
  }

  /** The offset at which a request continues. */
  static long offset(ServerRequest request) {
    return number(request, OFFSET);
  }

  private static long number(ServerRequest request, HeaderName name) {
    return request
        .headers()
        .first(name)
        .filter(NUMBER.asMatchPredicate())
        .map(Long::parseLong)
        .orElseThrow(() -> new FileRefusal(Status.BAD_REQUEST_400));
  }

  /** Sets what the server can do. */
  static void setFeatures(ServerResponse response, long maxSize) {
    response.headers().set(VERSIONS, VERSION);
    response.headers().set(HeaderNames.create("Tus-Extension"), EXTENSIONS);
    response.headers().set(HeaderNames.create("Tus-Max-Size"), Long.toString(maxSize));
  }

  /** Sets the size of an upload, and how much of it has been received. */
  void setLength(ServerResponse response, long length, long offset) {
    response.headers().set(LENGTH, Long.toString(length));
    setOffset(response, offset);
  }

  /** Sets how much has been received, and when that is erased. */
  void setOffset(ServerResponse response, long offset) {
    String expires =
        clock
            .instant()
            .plus(FileSweeper.MAX_UPLOAD_PAUSE)
            .atZone(ZoneOffset.UTC)
            .format(DateTime.RFC_1123_DATE_TIME);
    response.headers().set(OFFSET, Long.toString(offset));
    response.headers().set(EXPIRES, expires);
  }

  /** Ends a response without a body. */
  static void end(ServerResponse response, Status status) {
    response.headers().set(TUS);
    response.status(status);
    response.send();
  }
}
