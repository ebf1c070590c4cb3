package chat.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;

/**
 * A resumable upload of one file to a room, by tus 1.0: after a fault of the network or the server
 * it goes on where the server has it.
 */
final class FileUpload {
  /** 1 MiB in one request, so that little is sent again after a fault. */
  private static final int PIECE = 1 << 20;

  /** 5 minutes for a piece, because the server takes no less than 4 KiB/s. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** 12 faults without progress, which take over a minute with their pauses. */
  private static final int MAX_FAULTS = 12;

  private static final int CONFLICT = 409;
  private static final int SERVER_ERROR = 500;
  private static final int STORE_FULL = 507;

  private final HttpClient http;
  private final URI files;
  private final SignIn signIn;
  private final Path file;
  private final Backoff pauses = new Backoff(new SecureRandom()::nextDouble);
  private long offset;

  private FileUpload(HttpClient http, URI files, SignIn signIn, Path file) {
    this.http = http;
    this.files = files;
    this.signIn = signIn;
    this.file = file;
  }

  /**
   * Sends a file.
   *
   * @throws RefusedException if the server does not take it
   * @throws IOException after many faults in a row, or if the file cannot be read
   */
  static SharedFile send(HttpClient http, URI server, String room, SignIn signIn, Path file)
      throws IOException, InterruptedException {
    URI files = server.resolve("/api/rooms/" + ChatClient.Builder.encoded(room) + "/files");
    try (FileChannel bytes = FileChannel.open(file)) {
      return new FileUpload(http, files, signIn, file).send(bytes);
    }
  }

  private SharedFile send(FileChannel bytes) throws IOException, InterruptedException {
    URI upload = attempt(() -> begin(bytes.size()));
    while (offset < bytes.size()) {
      attempt(() -> append(upload, bytes));
    }
    return attempt(() -> EventReader.file(JsonObject.parse(send(request(upload).GET()).body())));
  }

  /** A request, or several. */
  private interface Work<T> {
    T run() throws IOException, InterruptedException;
  }

  /** Tries until there is no fault, with pauses. */
  private <T> T attempt(Work<T> work) throws IOException, InterruptedException {
    for (int faults = 1; true; faults++) {
      try {
        T result = work.run();
        pauses.reset();
        return result;
      } catch (IOException e) {
        if (faults == MAX_FAULTS) {
          throw e;
        }
        Thread.sleep(pauses.next());
      }
    }
  }

  /** Begins the upload; one whose answer was lost ends by itself. */
  private URI begin(long size) throws IOException, InterruptedException {
    String name = ChatClient.Builder.encoded(file.getFileName().toString());
    HttpResponse<String> response =
        send(
            tus(URI.create(files + "?name=" + name))
                .header("Upload-Length", Long.toString(size))
                .POST(BodyPublishers.noBody()));
    String location =
        response
            .headers()
            .firstValue("Location")
            .orElseThrow(() -> new IOException("an upload was begun without a location"));
    // Its last part only, because a proxy may have another address than the server knows.
    return URI.create(files + location.substring(location.lastIndexOf('/')));
  }

  /** Sends the next piece; after a fault the server says how far it is. */
  private long append(URI upload, FileChannel bytes) throws IOException, InterruptedException {
    long before = offset;
    try {
      offset =
          offset(
              tus(upload)
                  .header("Upload-Offset", Long.toString(offset))
                  .header("Content-Type", "application/offset+octet-stream")
                  .method("PATCH", BodyPublishers.ofByteArray(piece(bytes))));
    } catch (IOException e) {
      offset = offset(tus(upload).HEAD());
      if (offset == before) {
        throw e;
      }
    }
    return offset;
  }

  private byte[] piece(FileChannel bytes) throws IOException {
    var piece = ByteBuffer.allocate((int) Math.min(PIECE, bytes.size() - offset));
    int count = 0;
    while (piece.hasRemaining() && count >= 0) {
      count = bytes.read(piece, offset + piece.position());
    }
    return Arrays.copyOf(piece.array(), piece.position());
  }

  private long offset(HttpRequest.Builder request) throws IOException, InterruptedException {
    return send(request)
        .headers()
        .firstValueAsLong("Upload-Offset")
        .orElseThrow(() -> new IOException("an answer has no offset"));
  }

  private HttpRequest.Builder tus(URI address) {
    return request(address).header("Tus-Resumable", "1.0.0");
  }

  private HttpRequest.Builder request(URI address) {
    return HttpRequest.newBuilder(address).header(signIn.header(), signIn.value()).timeout(LIMIT);
  }

  /** Sends a request; a fault of the server, or another offset, is tried again. */
  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    int status = response.statusCode();
    if (status == CONFLICT || (status >= SERVER_ERROR && status != STORE_FULL)) {
      throw new IOException("an upload was answered with " + status);
    }
    if (status < 200 || status > 299) {
      throw new RefusedException(Integer.toString(status), response.body().strip());
    }
    return response;
  }
}
