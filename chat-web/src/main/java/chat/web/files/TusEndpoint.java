package chat.web.files;

import chat.core.file.FileId;
import chat.core.file.FileStore;
import chat.core.file.StoredFile;
import chat.core.file.Upload;
import chat.web.config.FileLimits;
import chat.web.http.Endpoint;
import chat.web.http.Responses;
import chat.web.http.Route;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Resumable uploads by tus 1.0: its core, and the extensions creation, creation-with-upload,
 * termination and expiration. The last bytes are answered when the file is kept.
 *
 * <pre>
 * OPTIONS /api/rooms/{room}/files          the version, the extensions and the largest size
 * POST    /api/rooms/{room}/files          begins an upload: 201 with Location
 * HEAD    /api/rooms/{room}/files/{file}   the offset
 * PATCH   /api/rooms/{room}/files/{file}   appends at the offset: 204
 * DELETE  /api/rooms/{room}/files/{file}   ends the upload: 204
 * GET     /api/rooms/{room}/files/{file}   the record of the file, once it is kept
 * </pre>
 */
final class TusEndpoint implements Endpoint {
  static final String PATH = UploadEndpoint.PATH + "/{file}";

  /** 5 s for a connection that was replaced to end; the monitor aborts it within 0.1 s. */
  private static final Duration TAKE_OVER = Duration.ofSeconds(5);

  private final FileAccess access;
  private final FileHandler handler;
  private final Uploads uploads;
  private final UploadCompletion completion;
  private final FileStore store;
  private final FileLimits limits;
  private final TusHeaders headers;
  private final UploadWriter writer;
  private final ActiveUploads active = new ActiveUploads(TAKE_OVER);

  /**
   * @param clock the time of day
   */
  TusEndpoint(
      FileAccess access,
      FileHandler handler,
      Uploads uploads,
      UploadCompletion completion,
      FileStore store,
      FileLimits limits,
      InstantSource clock) {
    this.access = access;
    this.handler = handler;
    this.uploads = uploads;
    this.completion = completion;
    this.store = store;
    this.limits = limits;
    headers = new TusHeaders(clock);
    writer = new UploadWriter(store, uploads.pace(), TusEndpoint::tooLong);
  }

  private static FileRefusal tooLong() {
    return new FileRefusal(Status.REQUEST_ENTITY_TOO_LARGE_413, "file-longer");
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.options(UploadEndpoint.PATH, handler.of(this::options)),
        Route.get(PATH, handler.of(this::get)),
        Route.patch(PATH, handler.of(this::patch)),
        Route.delete(PATH, handler.of(this::delete)));
  }

  private void options(ServerRequest request, ServerResponse response, RequestBody body) {
    var _ = access.owner(request);
    TusHeaders.setFeatures(response, limits.size());
    TusHeaders.end(response, Status.NO_CONTENT_204);
  }

  /** Begins an upload, and appends the body where it has one. */
  void create(ServerRequest request, ServerResponse response, RequestBody body) throws IOException {
    FileAccess.Sender sender = access.sender(request);
    TusHeaders.checkVersion(request, response);
    long length = TusHeaders.length(request);
    boolean withBytes = request.content().hasEntity();
    if (withBytes) {
      TusHeaders.checkType(request);
    }
    var name =
        UploadNames.name(UploadNames.inMetadata(request).or(() -> UploadNames.inQuery(request)));
    Upload upload = uploads.begin(sender, name, length);
    response
        .headers()
        .set(
            HeaderNames.LOCATION,
            UploadEndpoint.PATH.replace("{room}", Responses.encoded(sender.room().value()))
                + '/'
                + upload.id());
    append(upload, response, body);
    TusHeaders.end(response, Status.CREATED_201);
  }

  private void patch(ServerRequest request, ServerResponse response, RequestBody body)
      throws IOException {
    FileAccess.Sender sender = access.sender(request);
    TusHeaders.checkVersion(request, response);
    TusHeaders.checkType(request);
    long offset = TusHeaders.offset(request);
    FileId id = id(request);
    if (findFile(sender, id).isPresent()) {
      acceptAgain(offset, response, body);
      return;
    }
    // Before another request is ended for this one.
    upload(sender, id);
    try (ActiveUploads.Transfer transfer = active.begin(id, body.deadline())) {
      Upload upload = upload(sender, id);
      if (upload.offset() != offset) {
        throw new FileRefusal(Status.CONFLICT_409, "file-offset");
      }
      append(upload, response, body, transfer);
    }
    TusHeaders.end(response, Status.NO_CONTENT_204);
  }

  /** The file is kept already, but the answer to the last bytes was lost. */
  private void acceptAgain(long offset, ServerResponse response, RequestBody body)
      throws IOException {
    long size = body.length().orElse(0);
    uploads.checkSize(size);
    body.stream().skipNBytes(size);
    headers.setOffset(response, offset + size);
    TusHeaders.end(response, Status.NO_CONTENT_204);
  }

  private void append(Upload upload, ServerResponse response, RequestBody body) throws IOException {
    try (ActiveUploads.Transfer transfer = active.begin(upload.id(), body.deadline())) {
      append(upload, response, body, transfer);
    }
  }

  private void append(
      Upload upload, ServerResponse response, RequestBody body, ActiveUploads.Transfer transfer)
      throws IOException {
    if (body.length().orElse(0) > upload.size() - upload.offset()) {
      throw tooLong();
    }
    Upload received = writer.append(upload, body.stream(), transfer::isReplaced);
    body.deadline().end();
    if (received.isComplete()) {
      completion.complete(received);
    }
    headers.setOffset(response, received.offset());
  }

  private void get(ServerRequest request, ServerResponse response, RequestBody body) {
    if (TusHeaders.isIn(request) && request.prologue().method().equals(Method.HEAD)) {
      head(request, response, body);
      return;
    }
    FileAccess.Sender sender = access.owner(request);
    FileId id = id(request);
    StoredFile file =
        findFile(sender, id)
            .or(() -> findUpload(sender, id).filter(Upload::isComplete).map(completion::complete))
            .orElseThrow(() -> new FileRefusal(Status.NOT_FOUND_404, "file-gone"));
    Responses.json(request, response, FileJson.of(file));
  }

  private void head(ServerRequest request, ServerResponse response, RequestBody body) {
    FileAccess.Sender sender = access.owner(request);
    TusHeaders.checkVersion(request, response);
    FileId id = id(request);
    Optional<StoredFile> file = findFile(sender, id);
    if (file.isPresent()) {
      // The answer to the last bytes was lost.
      headers.setLength(response, file.get().size(), file.get().size());
    } else {
      upload(sender, id);
      try (var _ = active.begin(id, body.deadline())) {
        Upload upload = upload(sender, id);
        headers.setLength(response, upload.size(), upload.offset());
      }
    }
    response.headers().set(HeaderNames.CACHE_CONTROL, "no-store");
    TusHeaders.end(response, Status.OK_200);
  }

  private void delete(ServerRequest request, ServerResponse response, RequestBody body) {
    FileAccess.Sender sender = access.owner(request);
    TusHeaders.checkVersion(request, response);
    FileId id = id(request);
    upload(sender, id);
    try (var _ = active.begin(id, body.deadline())) {
      store.discard(id);
    }
    TusHeaders.end(response, Status.NO_CONTENT_204);
  }

  private static FileId id(ServerRequest request) {
    return FileId.parse(request.path().pathParameters().get("file"))
        .orElseThrow(() -> new FileRefusal(Status.NOT_FOUND_404, "file-gone"));
  }

  private Upload upload(FileAccess.Sender sender, FileId id) {
    return findUpload(sender, id)
        .orElseThrow(() -> new FileRefusal(Status.NOT_FOUND_404, "file-gone"));
  }

  /** An upload of the sender itself, to this room. */
  private Optional<Upload> findUpload(FileAccess.Sender sender, FileId id) {
    return store
        .findUpload(id)
        .filter(upload -> upload.memberId().equals(sender.member().id()))
        .filter(upload -> upload.room().equals(sender.room()));
  }

  private Optional<StoredFile> findFile(FileAccess.Sender sender, FileId id) {
    return store
        .find(id)
        .filter(file -> file.memberId().equals(sender.member().id()))
        .filter(file -> file.room().equals(sender.room()));
  }
}
