package chat.web.files;

import chat.core.file.FileId;
import chat.core.file.FileStore;
import chat.core.file.StoredFile;
import chat.core.name.Member;
import chat.web.http.CloseConnection;
import chat.web.http.Endpoint;
import chat.web.http.HeaderLines;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.listener.TransferDeadline;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /files/{file}} sends the bytes of a file, or a range of them, and {@code GET
 * /files/{file}/thumbnail} the thumbnail of a picture, to members.
 */
final class DownloadEndpoint implements Endpoint {
  static final String PATH = "/files/{file}";
  private static final int PIECE = 64 * 1024;

  private final FileAccess access;
  private final FileHandler handler;
  private final FileStore store;
  private final ThumbnailMaker thumbnails;

  DownloadEndpoint(
      FileAccess access, FileHandler handler, FileStore store, ThumbnailMaker thumbnails) {
    this.access = access;
    this.handler = handler;
    this.store = store;
    this.thumbnails = thumbnails;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(PATH, handler.of(this::file)),
        Route.get(PATH + "/thumbnail", handler.of(this::thumbnail)));
  }

  /** The file of a request, which the member may read. */
  private StoredFile find(ServerRequest request) {
    Member member = access.member(request);
    StoredFile file =
        FileId.parse(request.path().pathParameters().get("file"))
            .flatMap(store::find)
            .orElseThrow(DownloadEndpoint::gone);
    access.checkBan(member, request, file.room());
    return file;
  }

  private static FileRefusal gone() {
    return new FileRefusal(Status.NOT_FOUND_404, "file-gone");
  }

  private void file(ServerRequest request, ServerResponse response, RequestBody body)
      throws IOException {
    StoredFile file = find(request);
    try {
      Optional<ByteRange> range = range(request, file);
      if (isKnown(request, file)) {
        DownloadHeaders.setFor(file, response.headers());
        response.status(Status.NOT_MODIFIED_304);
        response.send();
      } else {
        send(file, range, request, response, body);
      }
    } catch (ByteRange.UnsatisfiableException e) {
      response.headers().set(HeaderNames.CONTENT_RANGE, "bytes */" + file.size());
      throw new FileRefusal(Status.REQUESTED_RANGE_NOT_SATISFIABLE_416);
    } catch (NoSuchFileException e) {
      throw gone();
    }
  }

  private static boolean isKnown(ServerRequest request, StoredFile file) {
    return HeaderLines.members(request.headers(), HeaderNames.IF_NONE_MATCH).stream()
        .anyMatch(tag -> tag.equals("*") || tag.equals(DownloadHeaders.etag(file)));
  }

  private static Optional<ByteRange> range(ServerRequest request, StoredFile file)
      throws ByteRange.UnsatisfiableException {
    Optional<String> header = request.headers().first(HeaderNames.RANGE);
    Optional<String> onlyIf = request.headers().first(HeaderNames.IF_RANGE);
    boolean applies = onlyIf.isEmpty() || onlyIf.get().equals(DownloadHeaders.etag(file));
    return header.isPresent() && applies
        ? ByteRange.parse(header.get(), file.size())
        : Optional.empty();
  }

  private void send(
      StoredFile file,
      Optional<ByteRange> range,
      ServerRequest request,
      ServerResponse response,
      RequestBody body)
      throws IOException {
    ByteRange part = range.orElse(new ByteRange(0, file.size()));
    boolean hasBody = !request.prologue().method().equals(Method.HEAD) && part.length() > 0;
    try (InputStream bytes = store.open(file.id(), part.first())) {
      byte[] piece = new byte[hasBody ? (int) Math.min(PIECE, part.length()) : 0];
      int count = bytes.readNBytes(piece, 0, piece.length);
      if (hasBody && count == 0) {
        throw gone();
      }
      // Set now, so that the refusal of a file that was just erased has none of them.
      setHead(file, range, part, response);
      if (hasBody) {
        copy(piece, count, bytes, part.length(), response, body.deadline());
      } else {
        response.send();
      }
    }
  }

  private static void setHead(
      StoredFile file, Optional<ByteRange> range, ByteRange part, ServerResponse response) {
    DownloadHeaders.setFor(file, response.headers());
    if (range.isPresent()) {
      response.status(Status.PARTIAL_CONTENT_206);
      response.headers().set(HeaderNames.CONTENT_RANGE, part.contentRange(file.size()));
    }
    response.headers().contentLength(part.length());
  }

  /**
   * Sends bytes.
   *
   * @param piece has the first ones, and takes the next
   * @param first how many these are
   * @param rest the bytes after them
   */
  private static void copy(
      byte[] piece,
      int first,
      InputStream rest,
      long length,
      ServerResponse response,
      TransferDeadline deadline)
      throws IOException {
    try (OutputStream out = response.outputStream()) {
      int count = first;
      for (long left = length; left > 0; ) {
        if (count == 0) {
          // Its end shows the client that something is missing.
          throw new CloseConnection("a file was cut while it was read");
        }
        out.write(piece, 0, count);
        deadline.moved(count);
        left -= count;
        count = rest.readNBytes(piece, 0, (int) Math.min(piece.length, left));
      }
    }
  }

  private void thumbnail(ServerRequest request, ServerResponse response, RequestBody body) {
    StoredFile file = find(request);
    byte[] thumbnail = thumbnails.get(file).orElseThrow(DownloadEndpoint::gone);
    DownloadHeaders.setAlways(response.headers());
    response.headers().set(HeaderNames.CONTENT_TYPE, ThumbnailMaker.type(thumbnail));
    response.headers().set(HeaderNames.ETAG, DownloadHeaders.etag(file));
    if (isKnown(request, file)) {
      response.status(Status.NOT_MODIFIED_304);
      response.send();
    } else {
      Responses.body(request, response, thumbnail);
    }
  }
}
