package chat.web.calls;

import chat.web.calls.CheckedResolver.PrivateAddressException;
import chat.web.programs.Program;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.http1.Http1Client;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Makes signed requests, each on a connection of its own, to the address that was checked. It
 * follows no redirect and uses no proxy.
 */
final class HttpCallClient implements CallClient {
  private static final HeaderName TIMESTAMP = HeaderNames.create("X-Chat-Timestamp");
  private static final HeaderName SIGNATURE = HeaderNames.create("X-Chat-Signature");

  private final CheckedResolver resolver;
  private final CallSettings settings;
  private final InstantSource clock;
  private final Supplier<Tls> tls;
  // Null until the first request, so that the start does not wait for it. Guarded by this.
  private Http1Client client;

  /**
   * Connects to nothing yet.
   *
   * @param clock the time of day
   * @param tls of https; called once, at the first request, because to read the authorities of the
   *     machine would lengthen the start of every server
   */
  HttpCallClient(
      CheckedResolver resolver, CallSettings settings, InstantSource clock, Supplier<Tls> tls) {
    this.resolver = resolver;
    this.settings = settings;
    this.clock = clock;
    this.tls = tls;
  }

  private synchronized Http1Client client() {
    if (client == null) {
      client =
          Http1Client.builder()
              .servicesDiscoverServices(false)
              .shareConnectionCache(false)
              .keepAlive(false)
              .followRedirects(false)
              .sendExpectContinue(false)
              .proxy(Proxy.noProxy())
              .dnsResolver(resolver)
              // Longer than a try, which ends these waits.
              .connectTimeout(settings.timeout().multipliedBy(2))
              .readTimeout(settings.timeout().multipliedBy(2))
              .tls(tls.get())
              .build();
    }
    return client;
  }

  @Override
  public byte[] post(Program.Callback callback, byte[] body) throws CallFailedException {
    var answer = new CompletableFuture<byte[]>();
    Thread request = Thread.ofVirtual().name("call").start(() -> complete(answer, callback, body));
    try {
      return answer.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new CallFailedException("no answer within " + settings.timeout().toSeconds() + " s");
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException("the server stops");
    } finally {
      end(request);
    }
  }

  /**
   * Ends what has no answer yet, and waits for it, so that tries are never more than they may be:
   * an interrupt closes the socket of a virtual thread, and a look-up of a name ends by itself.
   */
  private static void end(Thread request) {
    boolean interrupted = false;
    request.interrupt();
    while (request.isAlive()) {
      try {
        request.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void complete(CompletableFuture<byte[]> answer, Program.Callback callback, byte[] body) {
    try {
      answer.complete(request(callback, body));
    } catch (IOException | CallFailedException | RuntimeException | Error e) {
      answer.completeExceptionally(e);
    }
  }

  private byte[] request(Program.Callback callback, byte[] body)
      throws IOException, CallFailedException {
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    try (HttpClientResponse response =
        client()
            .post()
            .uri(callback.url())
            .header(HeaderNames.CONTENT_TYPE, MediaTypes.APPLICATION_JSON.text())
            .header(HeaderNames.USER_AGENT, "chat")
            .header(TIMESTAMP, timestamp)
            .header(SIGNATURE, CallSignature.of(callback.secret(), timestamp, body))
            .submit(body)) {
      Status status = response.status();
      if (status.family() != Status.Family.SUCCESSFUL) {
        throw new CallFailedException("its answer has the status " + status.code());
      }
      return response.entity().hasEntity() ? body(response) : new byte[0];
    }
  }

  private byte[] body(HttpClientResponse response) throws IOException, CallFailedException {
    try (InputStream stream = response.inputStream()) {
      byte[] read = stream.readNBytes(settings.answerBytes() + 1);
      if (read.length > settings.answerBytes()) {
        throw new CallFailedException(
            "its answer is longer than " + settings.answerBytes() + " bytes");
      }
      return read;
    }
  }

  /** The reason without what an exception may quote of the answer. */
  private static CallFailedException failure(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CallFailedException failed) {
        return failed;
      }
      if (cause instanceof PrivateAddressException) {
        return new CallFailedException(cause.getMessage());
      }
      if (cause instanceof UnknownHostException) {
        return new CallFailedException("its host has no address");
      }
    }
    Throwable reason = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
    return new CallFailedException(
        "the request failed (" + reason.getClass().getSimpleName() + ')');
  }
}
