package chat.web.listener;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The deadline of a request or a response that may take any time, as long as its bytes move: 4
 * KiB/s over any 30 s. For one thread, but {@link #abort} for any.
 */
public final class TransferDeadline {
  /** 4 KiB/s, because a slower transfer holds a connection for hours. */
  static final int MIN_BYTES_PER_SECOND = 4_096;

  private final Duration window;
  private final Duration requestTimeout;
  private final Consumer<Duration> deadline;
  private final long bytesPerWindow;
  private volatile boolean aborted;
  private long moved;

  /**
   * Begins a window now.
   *
   * @param deadline called with the time that is left from now on
   */
  TransferDeadline(Duration window, Duration requestTimeout, Consumer<Duration> deadline) {
    this.window = window;
    this.requestTimeout = requestTimeout;
    this.deadline = deadline;
    bytesPerWindow = MIN_BYTES_PER_SECOND * window.toMillis() / 1_000;
    deadline.accept(window);
  }

  /** Counts bytes that have moved; those of a whole window begin the next one. */
  public void moved(int bytes) {
    moved += bytes;
    if (moved >= bytesPerWindow) {
      moved = 0;
      extend(window);
    }
  }

  /** Begins a window now, because the server had nothing to send before. */
  public void restart() {
    moved = 0;
    extend(window);
  }

  /** A stream that counts what it writes to another one. */
  public OutputStream counting(OutputStream target) {
    return new FilterOutputStream(target) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        moved(length);
      }
    };
  }

  /** All bytes have moved; the rest of the request has the time of any other. */
  public void end() {
    extend(requestTimeout);
  }

  /** Leaves so much time for the rest. */
  public void endWithin(Duration time) {
    extend(time);
  }

  /** Aborts the connection. */
  public void abort() {
    aborted = true;
    deadline.accept(Duration.ZERO);
  }

  private void extend(Duration time) {
    if (!aborted) {
      deadline.accept(time);
    }
  }
}
