package chat.bench.client;

import java.nio.ByteBuffer;

/** What the crowd is together for: is told what each of them hears. */
public interface ClientListener {
  /**
   * A guest heard a text message.
   *
   * @param in where it lies until this returns
   * @param at where its payload begins
   * @param end where its payload ends
   * @param now when it was read, by {@link System#nanoTime}
   */
  void messageReceived(BenchClient guest, ByteBuffer in, int at, int end, long now);
}
