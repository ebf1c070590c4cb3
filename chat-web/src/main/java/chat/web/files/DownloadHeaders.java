package chat.web.files;

import chat.core.file.StoredFile;
import chat.media.MediaType;
import chat.web.http.Responses;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.WritableHeaders;
import java.util.List;

/**
 * The headers of a file: nothing of it is run in the origin of the room. What browsers neither show
 * as a picture nor play is saved.
 */
final class DownloadHeaders {
  private static final List<Header> ALWAYS =
      List.of(
          HeaderValues.create(
              "Content-Security-Policy",
              "sandbox; default-src 'none'; img-src 'self'; media-src 'self';"
                  + " style-src 'unsafe-inline'; frame-ancestors 'none'"),
          HeaderValues.create("Cache-Control", "private, max-age=3600"),
          HeaderValues.create("Vary", "Cookie"));

  private DownloadHeaders() {}

  static void setFor(StoredFile file, WritableHeaders<?> headers) {
    setAlways(headers);
    boolean inline = new MediaType(file.type()).isInline();
    headers.set(HeaderNames.CONTENT_TYPE, file.type());
    headers.set(HeaderNames.ACCEPT_RANGES, "bytes");
    headers.set(HeaderNames.ETAG, etag(file));
    headers.set(
        HeaderNames.CONTENT_DISPOSITION,
        disposition(inline ? "inline" : "attachment", file.name().value()));
  }

  static void setAlways(WritableHeaders<?> headers) {
    ALWAYS.forEach(headers::set);
  }

  /** A strong one: the bytes of an id never change. */
  static String etag(StoredFile file) {
    return '"' + file.id().value() + '"';
  }

  /**
   * The name as ASCII for old clients (RFC 6266), and whole (RFC 8187); no character of it can end
   * its parameter.
   */
  static String disposition(String kind, String name) {
    String ascii = name.replaceAll("[^A-Za-z0-9 ._()+=,@-]", "_");
    return kind + "; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded(name);
  }

  private static String encoded(String name) {
    // URLEncoder leaves the asterisk, which is no attr-char.
    return Responses.encoded(name).replace("*", "%2A");
  }
}
