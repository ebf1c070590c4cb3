package chat.web.files;

import chat.core.cluster.StoreUnavailableException;
import chat.core.file.FileId;
import chat.core.file.FileStore;
import chat.core.log.Transcripts;
import chat.web.access.RateLimiter;
import chat.web.config.FileLimits;
import chat.web.config.FileStorage;
import chat.web.http.Endpoint;
import chat.web.listener.ConnectionLimiter;
import chat.web.metrics.ServerMetrics;
import io.helidon.common.uri.UriPath;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The files of a server: its endpoints, and what runs in the background. */
public final class FileService implements AutoCloseable {
  /** 10 s: a thumbnail takes less than one second, and few wait before it. */
  private static final Duration THUMBNAIL_WAIT = Duration.ofSeconds(10);

  private final FileStore store;
  private final FileHousekeeping housekeeping;
  private final UploadCompletion completion;
  private final ThumbnailMaker thumbnails;
  private final FileLimits limits;
  private final RateLimiter rate;

  /**
   * @param storage closed with this service
   * @param transcripts which files have a message
   * @param clock monotonic
   */
  public FileService(
      FileStorage storage,
      FileLimits limits,
      RateLimiter rate,
      Transcripts transcripts,
      InstantSource clock) {
    store = storage.store();
    this.limits = limits;
    this.rate = rate;
    thumbnails = new ThumbnailMaker(storage, THUMBNAIL_WAIT);
    completion = new UploadCompletion(storage, thumbnails::prepare);
    housekeeping = new FileHousekeeping(store, transcripts::attached, clock);
  }

  /** Whether a path takes the bytes of files, which are larger than a form. */
  public boolean takesFiles(UriPath path) {
    return limits.enabled() && UploadEndpoint.takesFiles(path);
  }

  /** The endpoints: those that receive files as well, if members may send any. */
  public List<Endpoint> endpoints(
      FileAccess access, ConnectionLimiter connections, ServerMetrics metrics) {
    FileHandler handler = new FileHandler(connections, metrics);
    Uploads uploads = new Uploads(store, limits, rate);
    var download = new DownloadEndpoint(access, handler, store, thumbnails);
    if (!limits.enabled()) {
      return List.of(download);
    }
    TusEndpoint tus =
        new TusEndpoint(
            access, handler, uploads, completion, store, limits, InstantSource.system());
    return List.of(
        new UploadEndpoint(access, handler, uploads, completion, store, limits, tus),
        tus,
        download);
  }

  /** The bytes of all files and uploads; empty while the store cannot be read. */
  public Optional<Long> size() {
    try {
      return Optional.of(store.size());
    } catch (StoreUnavailableException e) {
      return Optional.empty();
    }
  }

  /** Sweeps when it is time. Called several times a second. */
  public void tick() {
    housekeeping.run();
    rate.expire();
  }

  /** Erases files that no message has any more; returns at once. */
  public void erase(Collection<FileId> files) {
    housekeeping.erase(files);
  }

  @Override
  public void close() {
    housekeeping.close();
    completion.close();
    thumbnails.close();
    store.close();
  }
}
