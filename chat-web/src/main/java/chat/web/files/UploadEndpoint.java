package chat.web.files;

import chat.core.file.FileName;
import chat.core.file.FileStore;
import chat.core.file.StoredFile;
import chat.core.file.Upload;
import chat.web.config.FileLimits;
import chat.web.http.Endpoint;
import chat.web.http.Responses;
import chat.web.http.Route;
import io.helidon.common.uri.UriPath;
import io.helidon.http.HeaderNames;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Receives files in one request each:
 *
 * <pre>
 * POST /api/rooms/{room}/files?name=N   the body is the file, or multipart/form-data
 *     201 {"id","name","type","size","width"?,"height"?}
 * </pre>
 *
 * <p>The same with {@code Tus-Resumable} is a resumable upload; see {@link TusEndpoint}.
 */
final class UploadEndpoint implements Endpoint {
  static final String PATH = "/api/rooms/{room}/files";

  /** 8 KiB for the boundaries and headers around a file in a form. */
  private static final long FORM_OVERHEAD = 8 * 1024;

  private static final PathMatcher COLLECTION = PathMatchers.create(PATH);
  private static final PathMatcher UPLOAD = PathMatchers.create(TusEndpoint.PATH);

  private final FileAccess access;
  private final FileHandler handler;
  private final Uploads uploads;
  private final UploadWriter writer;
  private final UploadCompletion completion;
  private final FileStore store;
  private final FileLimits limits;
  private final TusEndpoint tus;

  UploadEndpoint(
      FileAccess access,
      FileHandler handler,
      Uploads uploads,
      UploadCompletion completion,
      FileStore store,
      FileLimits limits,
      TusEndpoint tus) {
    this.access = access;
    this.handler = handler;
    this.uploads = uploads;
    writer = new UploadWriter(store, uploads.pace(), Uploads::tooLarge);
    this.completion = completion;
    this.store = store;
    this.limits = limits;
    this.tus = tus;
  }

  /** Whether a path takes the bytes of files, which are larger than a form. */
  static boolean takesFiles(UriPath path) {
    return COLLECTION.match(path).accepted() || UPLOAD.match(path).accepted();
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.post(PATH, handler.of(this::post)));
  }

  private void post(ServerRequest request, ServerResponse response, RequestBody body)
      throws IOException {
    if (TusHeaders.isIn(request)) {
      tus.create(request, response, body);
    } else {
      receive(request, response, body);
    }
  }

  private void receive(ServerRequest request, ServerResponse response, RequestBody body)
      throws IOException {
    FileAccess.Sender sender = access.sender(request);
    Optional<String> boundary =
        request.headers().first(HeaderNames.CONTENT_TYPE).flatMap(MultipartFile::boundary);
    Optional<String> queried = UploadNames.inQuery(request);
    StoredFile file;
    if (boundary.isPresent()) {
      uploads.checkSize(body.length().orElse(0) - FORM_OVERHEAD);
      MultipartFile part = new MultipartFile(body.stream(), boundary.get());
      FileName name = UploadNames.name(queried.or(part::fileName));
      file = keep(sender, name, limits.size(), part, body);
    } else {
      FileName name = UploadNames.name(queried);
      file = keep(sender, name, body.length().orElse(limits.size()), body.stream(), body);
    }
    response.status(Status.CREATED_201);
    Responses.json(request, response, FileJson.of(file));
  }

  private StoredFile keep(
      FileAccess.Sender sender, FileName name, long size, InputStream bytes, RequestBody body)
      throws IOException {
    Upload upload = uploads.begin(sender, name, size);
    boolean completed = false;
    try {
      Upload received = writer.append(upload, bytes, () -> false);
      body.deadline().end();
      StoredFile file = completion.complete(received);
      completed = true;
      return file;
    } finally {
      if (!completed) {
        store.discard(upload.id());
      }
    }
  }
}
