package chat.web.listener;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A socket without a connection. */
final class FakeSocket extends Socket {
  private final SocketAddress local;
  private final SocketAddress remote;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile int unread;
  private volatile CountDownLatch mayClose = new CountDownLatch(0);

  FakeSocket(String local, int remotePort) {
    this.local = new InetSocketAddress(local, 8180);
    this.remote = new InetSocketAddress("192.0.2.7", remotePort);
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return local;
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return remote;
  }

  /** Sets how many bytes have arrived that were not read yet. */
  void setUnread(int bytes) {
    unread = bytes;
  }

  @Override
  public InputStream getInputStream() {
    return new ByteArrayInputStream(new byte[unread]);
  }

  /** Lets each close wait until {@link #proceedClosing}. */
  void delayClosing() {
    mayClose = new CountDownLatch(1);
  }

  void proceedClosing() {
    mayClose.countDown();
  }

  @Override
  public void setSoLinger(boolean on, int linger) {}

  @Override
  public boolean isClosed() {
    return closing.getCount() == 0;
  }

  @Override
  public void close() {
    try {
      mayClose.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closing.countDown();
  }

  boolean awaitClosed() throws InterruptedException {
    return closing.await(10, TimeUnit.SECONDS);
  }
}
