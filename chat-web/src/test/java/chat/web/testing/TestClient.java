package chat.web.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client that follows RFC 6455: reads all the time, answers pings, and queues the texts. */
public final class TestClient implements AutoCloseable {
  private static final String END = "\u0000end";

  private final RawClient raw;
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final Thread reader = Thread.ofVirtual().unstarted(this::read);
  private volatile int closeCode;

  private TestClient(RawClient raw) {
    this.raw = raw;
  }

  public static TestClient of(RawClient upgraded) {
    TestClient client = new TestClient(upgraded.withoutTimeout());
    client.reader.start();
    return client;
  }

  private void read() {
    try {
      while (true) {
        take(raw.receiveFrame());
      }
    } catch (IOException e) {
      received.add(END);
    }
  }

  private void take(ServerFrame frame) {
    if (frame.isText()) {
      received.add(frame.text());
    } else if (frame.isPing()) {
      raw.send(ClientFrames.frame(ClientFrames.FIN | ClientFrames.PONG, frame.payload()));
    } else if (frame.isClose()) {
      closeCode = frame.closeCode();
      raw.send(ClientFrames.close(closeCode));
    }
  }

  RawClient raw() {
    return raw;
  }

  /** Sends a text frame. */
  public TestClient send(String text) {
    raw.send(ClientFrames.text(text));
    return this;
  }

  /** Sends a JSON object that is written with ' in place of ", to be readable in tests. */
  public TestClient sendJson(String json) {
    return send(json.replace('\'', '"'));
  }

  public TestClient say(String id, String text) {
    return sendJson("{'type':'say','id':'" + id + "','text':'" + text + "'}");
  }

  /** The next text. */
  public String receive() {
    String text = poll();
    if (text.equals(END)) {
      throw new AssertionError("the connection is closed");
    }
    return text;
  }

  private String poll() {
    try {
      String text = received.poll(RawClient.TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
      if (text == null) {
        throw new AssertionError("nothing more was received");
      }
      return text;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The next texts, up to and including the first that meets a condition. */
  List<String> receiveUntil(Predicate<String> condition) {
    List<String> texts = new ArrayList<>();
    do {
      texts.add(receive());
    } while (!condition.test(texts.getLast()));
    return texts;
  }

  /** The next text that contains a part; texts before it are skipped. */
  public String receiveContaining(String part) {
    return receiveUntil(text -> text.contains(part)).getLast();
  }

  public Map<String, Object> receiveJson() {
    return JsonText.read(receive());
  }

  /** The next object of a type; texts before it are skipped. */
  public Map<String, Object> receiveType(String type) {
    return JsonText.read(receiveContaining("\"type\":\"" + type + "\""));
  }

  /** Waits until the server has closed the connection; returns the close code, or 0. */
  public int awaitClose() {
    String text = poll();
    while (!text.equals(END)) {
      text = poll();
    }
    return closeCode;
  }

  /** Sends a close frame, and waits until the server has closed the connection. */
  public void closeNormally() {
    raw.send(ClientFrames.close(1000));
    awaitClose();
    raw.close();
  }

  @Override
  public void close() {
    raw.close();
  }
}
