package chat.bench.client;

import java.nio.ByteBuffer;

/** A listener that is notified of the text messages that the clients of a group receive. */
public interface ClientListener {
  /**
   * Called when a client has received a text message.
   *
   * @param in the buffer that holds the message until this method returns
   * @param at the index of the first byte of its payload
   * @param end the index after the last byte of its payload
   * @param now when it was read, by {@link System#nanoTime}
   */
  void messageReceived(BenchClient client, ByteBuffer in, int at, int end, long now);
}
