package chat.postgres.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import chat.core.log.TranscriptProvider.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP proxy in front of a database that loses answers, notices and whole connections. */
public final class FaultyProxy implements AutoCloseable {
  private static final String KEEP = "FROM keep(";
  private static final String LISTEN = "LISTEN chat";

  private final Location target;
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final AtomicInteger toLose = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final Set<Socket> silenced = ConcurrentHashMap.newKeySet();
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private final Map<String, String> replacements = new ConcurrentHashMap<>();
  private volatile boolean cut;
  private volatile boolean closed;

  public FaultyProxy(Location target) throws IOException {
    this.target = target;
    Thread.startVirtualThread(this::accept);
  }

  /** The location of the database behind the proxy. */
  public Location location() {
    return new Location(
        URI.create(
            "postgresql://chat@127.0.0.1:" + listener.getLocalPort() + target.uri().getPath()),
        target.password());
  }

  /** Loses the next answers to {@code keep}, so many of them, and their connections. */
  public void loseAnswers(int count) {
    toLose.set(count);
  }

  /** How many answers were lost. */
  public int lost() {
    return lost.get();
  }

  /** Connections that begin to listen from now on get no notice, as behind some poolers. */
  public void loseNotices(boolean loses) {
    if (loses) {
      replace(LISTEN, "LISTEN xxxx");
    } else {
      replacements.remove(LISTEN);
    }
  }

  /** Notices that are sent through this proxy reach no server, though the engine takes them. */
  public void suppressNotices() {
    replace("pg_notify(", "concat_ws(");
  }

  /** Replaces a text in requests by one of the same length, because the protocol has lengths. */
  public void replace(String text, String replacement) {
    if (text.length() != replacement.length()) {
      throw new IllegalArgumentException(replacement);
    }
    replacements.put(text, replacement);
  }

  /** Forwards nothing more on the connections that there are; none of them is closed. */
  public void silence() {
    silenced.addAll(clients);
  }

  /** Forwards nothing more, on new connections neither; none of them is closed. */
  public void cut() {
    cut = true;
    silence();
  }

  /** Forwards what new connections send, and closes those of before. */
  public void restore() throws IOException {
    cut = false;
    for (Socket client : silenced) {
      client.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        clients.add(client);
        if (closed) {
          client.close();
        }
        if (cut) {
          silenced.add(client);
        }
        connect(client);
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  /** Connects a client with the database; a database that is away refuses the client as well. */
  private void connect(Socket client) throws IOException {
    try {
      Socket server = new Socket(target.uri().getHost(), target.uri().getPort());
      var loses = new AtomicInteger();
      Thread.startVirtualThread(() -> forwardRequests(client, server, loses));
      Thread.startVirtualThread(() -> forwardAnswers(server, client, loses));
    } catch (ConnectException e) {
      clients.remove(client);
      client.close();
    }
  }

  private void forwardRequests(Socket client, Socket server, AtomicInteger loses) {
    forward(
        client,
        server,
        text -> {
          if (text.contains(KEEP) && toLose.get() > 0) {
            toLose.decrementAndGet();
            loses.set(1);
          }
          return silenced.contains(client) ? "" : replaced(text);
        });
    clients.remove(client);
  }

  private String replaced(String text) {
    String result = text;
    for (Map.Entry<String, String> each : replacements.entrySet()) {
      result = result.replace(each.getKey(), each.getValue());
    }
    return result;
  }

  private void forwardAnswers(Socket server, Socket client, AtomicInteger loses) {
    forward(
        server,
        client,
        text -> {
          if (loses.get() > 0) {
            // The database answers after its commit.
            lost.incrementAndGet();
            throw new IOException("lost");
          }
          return silenced.contains(client) ? "" : text;
        });
  }

  private interface Fault {
    String apply(String text) throws IOException;
  }

  private static void forward(Socket from, Socket to, Fault fault) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[1 << 16];
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        String text = new String(Arrays.copyOf(buffer, length), ISO_8859_1);
        out.write(fault.apply(text).getBytes(ISO_8859_1));
      }
    } catch (IOException e) {
      // The other side has ended.
    }
  }

  /** Ends all connections, those too that are just being made. */
  @Override
  public void close() throws IOException {
    closed = true;
    listener.close();
    for (Socket client : clients) {
      client.close();
    }
  }
}
