package chat.app.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A connection by HTTP/1.1, for one request. Unlike a library's, it shows an answer that comes
 * before the end of a request, and takes whatever headers a check needs.
 */
final class HttpConnection implements AutoCloseable {
  /** 16 KiB, as the server itself takes. */
  private static final int MAX_LINE = 16 * 1024;

  private static final int MAX_LINES = 200;

  private final ServerAddress server;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  HttpConnection(ServerAddress server, Socket socket) throws IOException {
    this.server = server;
    this.socket = socket;
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** The address of this end. */
  String localAddress() {
    return socket.getLocalAddress().getHostAddress();
  }

  /**
   * Sends the head of a request, and bytes after it.
   *
   * @param request method and path
   * @param headers lines but for {@code Host}
   */
  void send(String request, List<String> headers, byte[] bytes) throws IOException {
    var head = new StringBuilder(request).append(" HTTP/1.1\r\nHost: ").append(server.authority());
    headers.forEach(line -> head.append("\r\n").append(line));
    var all = new ByteArrayOutputStream();
    all.writeBytes(head.append("\r\n\r\n").toString().getBytes(UTF_8));
    all.writeBytes(bytes);
    out.write(all.toByteArray());
    out.flush();
  }

  /** Receives the head of the answer; an interim one is skipped. */
  HttpAnswer receive() throws IOException {
    while (true) {
      String first = line();
      if (!first.matches("HTTP/1\\.[01] [1-9][0-9]{2}( .*)?")) {
        throw new IOException("this is no answer by HTTP");
      }
      int status = Integer.parseInt(first.substring(9, 12));
      List<String> headers = headers();
      boolean isInterim = status < 200 && status != HttpAnswer.SWITCHING_PROTOCOLS;
      if (!isInterim) {
        return answer(status, headers);
      }
    }
  }

  private HttpAnswer answer(int status, List<String> headers) {
    var answer = new HttpAnswer(status, headers, in);
    boolean isChunked =
        answer.header("Transfer-Encoding").map(coding -> coding.toLowerCase(Locale.ROOT)).stream()
            .anyMatch(coding -> coding.contains("chunked"));
    return isChunked ? new HttpAnswer(status, headers, new ChunkedInputStream(in)) : answer;
  }

  private List<String> headers() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      lines.add(line);
      if (lines.size() > MAX_LINES) {
        throw new IOException("the answer has too many headers");
      }
    }
    return lines;
  }

  private String line() throws IOException {
    return readLine(in);
  }

  /** Reads a line that ends with CRLF or LF. */
  static String readLine(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection was closed");
      }
      bytes.write(next);
      if (bytes.size() > MAX_LINE) {
        throw new IOException("the answer has a line that is too long");
      }
    }
    return bytes.toString(ISO_8859_1).stripTrailing();
  }

  /** Lets reads wait for as long as the connection is open. */
  void waitWithoutLimit() throws IOException {
    socket.setSoTimeout(0);
  }

  InputStream in() {
    return in;
  }

  OutputStream out() {
    return out;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It has ended already.
    }
  }
}
