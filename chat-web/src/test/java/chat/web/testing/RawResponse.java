package chat.web.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An HTTP response.
 *
 * @param headers the lines as they were sent
 */
public record RawResponse(int status, List<String> headers, String body) {

  /** Reads a response, with its body or up to it. */
  static RawResponse read(DataInputStream in, boolean withBody) {
    try {
      String statusLine = line(in);
      List<String> headers = new ArrayList<>();
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        headers.add(line);
      }
      int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
      RawResponse head = new RawResponse(status, headers, "");
      return withBody ? new RawResponse(status, headers, head.readBody(in)) : head;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String readBody(DataInputStream in) throws IOException {
    if (header("Transfer-Encoding").isEmpty()) {
      int length = Integer.parseInt(header("Content-Length").orElse("0"));
      return new String(in.readNBytes(length), UTF_8);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
      body.writeBytes(in.readNBytes(size));
      line(in);
    }
    line(in);
    return body.toString(UTF_8);
  }

  private static int chunkSize(DataInputStream in) throws IOException {
    return Integer.parseInt(line(in), 16);
  }

  private static String line(DataInputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(ISO_8859_1);
  }

  public Optional<String> header(String name) {
    return headers.stream()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }

  /** The first cookie, as a client sends it back. */
  public String cookie() {
    return header("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
  }
}
