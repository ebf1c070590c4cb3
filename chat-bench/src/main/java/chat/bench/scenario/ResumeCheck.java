package chat.bench.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.bench.client.BenchClient;
import chat.bench.client.ClientListener;
import chat.bench.measurement.Latencies;
import chat.bench.measurement.Violations;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Checks that each client which comes back with a cursor is resumed, and receives every entry after
 * it once and in order. Measures how long a welcome takes, and how old words are when the clients
 * that are back hear them.
 */
final class ResumeCheck implements ClientListener {
  private static final byte[] WELCOME = bytes("\"type\":\"welcome\"");
  private static final byte[] ACK = bytes("\"type\":\"ack\"");
  private static final byte[] RESUMED = bytes("\"resumed\":true");
  private static final byte[] CURSOR = bytes("\"cursor\":\"");
  private static final byte[] SEQ = bytes("\"seq\":");

  /** The types of frames that bear the number of an entry, in a room in which messages are said. */
  private static final byte[] SAID = bytes("\"type\":\"said\"");

  private final int[] seqs;
  private final boolean[] back;
  private final Map<Integer, Long> sentAt = new HashMap<>();
  private final Latencies welcomes = new Latencies();
  private final Latencies heard = new Latencies();
  private String epoch = "";
  private boolean reconnecting;
  private long frames;
  private int acknowledged;
  private int welcomed;
  private long lastWelcomed;
  private long lost;
  private long duplicated;
  private long notResumed;

  ResumeCheck(int clients) {
    seqs = new int[clients];
    back = new boolean[clients];
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  /** A client was disconnected after it had received the entries up to a number. */
  void disconnected(BenchClient client, int seq) {
    reconnecting = true;
    seqs[client.number()] = seq;
  }

  /** A word is sent, as an entry with a number, and was due at a time. */
  void sent(int seq, long due) {
    sentAt.put(seq, due);
  }

  @Override
  public void messageReceived(BenchClient client, ByteBuffer in, int at, int end, long now) {
    frames++;
    if (indexAfter(in, at, end, SAID) >= 0) {
      if (reconnecting) {
        said(client.number(), number(in, indexAfter(in, at, end, SEQ)), now);
      }
    } else if (indexAfter(in, at, end, ACK) >= 0) {
      acknowledged++;
    } else if (indexAfter(in, at, end, WELCOME) >= 0) {
      welcome(client, in, at, end, now);
    }
  }

  private void said(int client, int seq, long now) {
    if (seq <= seqs[client]) {
      duplicated++;
      return;
    }
    lost += seq - seqs[client] - 1;
    seqs[client] = seq;
    Long due = sentAt.get(seq);
    if (due != null && back[client]) {
      heard.record(now - due);
    }
  }

  private void welcome(BenchClient client, ByteBuffer in, int at, int end, long now) {
    if (!reconnecting) {
      epoch = epochOf(in, indexAfter(in, at, end, CURSOR));
      return;
    }
    back[client.number()] = true;
    welcomed++;
    lastWelcomed = now;
    welcomes.record(now - client.connectStart());
    if (indexAfter(in, at, end, RESUMED) < 0) {
      notResumed++;
    }
  }

  private static String epochOf(ByteBuffer in, int from) {
    var text = new StringBuilder();
    for (int at = from; in.get(at) != '.'; at++) {
      text.append((char) in.get(at));
    }
    return text.toString();
  }

  private static int number(ByteBuffer in, int from) {
    int number = 0;
    for (int at = from; in.get(at) >= '0' && in.get(at) <= '9'; at++) {
      number = number * 10 + in.get(at) - '0';
    }
    return number;
  }

  /** Returns -1 where the bytes are not found. */
  private static int indexAfter(ByteBuffer in, int from, int to, byte[] wanted) {
    for (int at = from; at + wanted.length <= to; at++) {
      int same = 0;
      while (same < wanted.length && in.get(at + same) == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return at + same;
      }
    }
    return -1;
  }

  /** The cursor with which a client comes back. */
  String cursor(int client) {
    return epoch + '.' + seqs[client];
  }

  boolean isBack(int client) {
    return back[client];
  }

  /** Whether all have been welcomed and have received the entry with a number. */
  boolean isEveryoneAt(int seq) {
    if (welcomed < seqs.length) {
      return false;
    }
    for (int received : seqs) {
      if (received < seq) {
        return false;
      }
    }
    return true;
  }

  long frames() {
    return frames;
  }

  int acknowledged() {
    return acknowledged;
  }

  int welcomed() {
    return welcomed;
  }

  /** When the last welcome was received, by {@link System#nanoTime}. */
  long lastWelcomed() {
    return lastWelcomed;
  }

  Latencies welcomes() {
    return welcomes;
  }

  Latencies heard() {
    return heard;
  }

  Violations violations() {
    return new Violations(lost, duplicated, 0, notResumed, 0, 0, "");
  }

  @Override
  public String toString() {
    return "Welcomed " + welcomed + " of " + seqs.length;
  }
}
