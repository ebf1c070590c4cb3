package chat.web.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A well-behaved client: it reads all the time, answers pings, and keeps the texts in a queue. */
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

  /** Sends a JSON object that is written with ' for ", so that tests can be read. */
  public TestClient sendJson(String json) {
    return send(json.replace('\'', '"'));
  }

  public TestClient say(String id, String text) {
    return sendJson("{'type':'say','id':'" + id + "','text':'" + text + "'}");
  }

  /** The next text that comes. */
  public String receive() {
    String text = poll();
    if (text.equals(END)) {
      throw new AssertionError("the connection has ended");
    }
    return text;
  }

  private String poll() {
    try {
      String text = received.poll(RawClient.TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
      if (text == null) {
        throw new AssertionError("nothing more was heard");
      }
      return text;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The next texts up to and with the first that is like this. */
  List<String> receiveUntil(Predicate<String> condition) {
    List<String> texts = new ArrayList<>();
    do {
      texts.add(receive());
    } while (!condition.test(texts.getLast()));
    return texts;
  }

  /** The next text with this in it; those before are passed over. */
  public String receiveContaining(String part) {
    return receiveUntil(text -> text.contains(part)).getLast();
  }

  public Map<String, Object> receiveJson() {
    return JsonText.read(receive());
  }

  /** The next object of a type; those before are passed over. */
  public Map<String, Object> receiveType(String type) {
    return JsonText.read(receiveContaining("\"type\":\"" + type + "\""));
  }

  /**
   * Waits until the server has ended the connection, and gives the code, 0 where there was none.
   */
  public int awaitClose() {
    String text = poll();
    while (!text.equals(END)) {
      text = poll();
    }
    return closeCode;
  }

  /** Says goodbye as RFC 6455 has it, and waits until the server has ended the connection. */
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
