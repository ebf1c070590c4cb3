package chat.bench;

import java.nio.ByteBuffer;

/** What the crowd is together for: is told what each of them hears. */
interface Occasion {
  /**
   * A guest heard a text message.
   *
   * @param in where it lies until this returns
   * @param at where its payload begins
   * @param end where its payload ends
   * @param now when it was read, by {@link System#nanoTime}
   */
  void heard(Guest guest, ByteBuffer in, int at, int end, long now);
}
