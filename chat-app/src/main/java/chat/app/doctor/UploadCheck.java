package chat.app.doctor;

import chat.core.log.Finding;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Begins to send the largest file to an upload that does not exist: the server refuses it at once
 * when the request reaches it, so that nothing is kept.
 */
final class UploadCheck implements Check {
  private static final String SUBJECT = "uploads";
  private static final long MIB = 1 << 20;

  /** 16 KiB of the body at once, so that the proxy has some of it and not the end. */
  private static final int PIECE = 16 * 1024;

  /** 200 ms, so that within 10 s a proxy gets less than 1 MiB. */
  private static final long PAUSE_MILLIS = 200;

  /** No file has this id, because ids are drawn at random. */
  private static final String NO_FILE = "AAAAAAAAAAAAAAAAAAAAAA";

  private final Visit visit;

  UploadCheck(Visit visit) {
    this.visit = visit;
  }

  private String path() {
    return "/api/rooms/" + visit.room() + "/files";
  }

  @Override
  public List<Finding> run() {
    try {
      HttpAnswer options = visit.request("OPTIONS " + path(), "Tus-Resumable: 1.0.0");
      Optional<String> max =
          options.header("Tus-Max-Size").filter(size -> size.matches("\\d{1,15}"));
      return List.of(
          max.isPresent()
              ? send(Long.parseLong(max.get()))
              : Finding.skipped(
                  SUBJECT, "members may not send files here (%s)".formatted(options.summary())));
    } catch (IOException e) {
      return List.of(held(Failures.reason(e)));
    }
  }

  private static Finding held(String reason) {
    return Finding.failed(
        SUBJECT,
        "a file does not reach the server while it is sent (%s); the proxy must not collect it first (nginx: proxy_request_buffering off; haproxy: no option http-buffer-request)."
            .formatted(reason));
  }

  private Finding send(long size) throws IOException {
    try (HttpConnection connection = visit.open()) {
      connection.send(
          "PATCH " + path() + "/" + NO_FILE,
          visit.headers(
              "Tus-Resumable: 1.0.0",
              "Upload-Offset: 0",
              "Content-Type: application/offset+octet-stream",
              "Content-Length: " + size),
          new byte[(int) Math.min(size, PIECE)]);
      return finding(answer(connection, size - PIECE), size);
    }
  }

  /**
   * Sends further pieces until the answer is there, as a client does: Caddy passes on an answer
   * only when the body goes on.
   */
  private HttpAnswer answer(HttpConnection connection, long left) throws IOException {
    CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            answer.complete(connection.receive());
          } catch (IOException e) {
            answer.completeExceptionally(e);
          }
          // Ends a write that the other side does not take.
          connection.close();
        });
    long unsent = left;
    try {
      while (unsent > PIECE && !isDone(answer)) {
        unsent -= PIECE;
        sendPiece(connection);
      }
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  private static boolean isDone(CompletableFuture<HttpAnswer> answer) throws InterruptedException {
    try {
      answer.get(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    }
  }

  private static void sendPiece(HttpConnection connection) {
    try {
      connection.out().write(new byte[PIECE]);
      connection.out().flush();
    } catch (IOException e) {
      // The other side takes no more; its answer says why.
    }
  }

  private static Finding finding(HttpAnswer answer, long size) {
    long mib = (size + MIB - 1) / MIB;
    if (answer.refusal().equals(Optional.of("file-gone"))) {
      return Finding.ok(SUBJECT, "files of " + mib + " MiB reach the server while they are sent");
    }
    if (answer.status() == HttpAnswer.TOO_LARGE) {
      return Finding.failed(
          SUBJECT,
          "the proxy does not take files of %d MiB (413); let it take more (nginx: client_max_body_size %dm;), or start the server with a smaller --file-size."
              .formatted(mib, mib + 1));
    }
    return Finding.failed(
        SUBJECT,
        "a file is answered %s; the proxy has to pass on PATCH and its body."
            .formatted(answer.summary()));
  }
}
