package chat.web.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one part {@code file} of a body of {@code multipart/form-data} (RFC 7578), as a stream. Any
 * other form is refused: another part, a preamble, headers over 4 KiB, a missing end.
 */
final class MultipartFile extends InputStream {
  private static final int MAX_HEADERS = 4 * 1024;
  private static final int BUFFER_SIZE = 16 * 1024;

  private static final Pattern BOUNDARY =
      Pattern.compile(
          "multipart/form-data\\s*;.*?\\bboundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70})).*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern FILE_NAME =
      Pattern.compile("\\bfilename=\"((?:[^\"\\\\]|\\\\.)*)\"", Pattern.CASE_INSENSITIVE);
  private static final Pattern FIELD_NAME =
      Pattern.compile("\\bname=\"?file\"?(?:;|\\s|$)", Pattern.CASE_INSENSITIVE);

  private final InputStream body;
  private final byte[] delimiter;
  private final byte[] buffer = new byte[BUFFER_SIZE];
  private int start;
  private int end;
  private boolean bodyEnded;
  private boolean partEnded;
  private Optional<String> fileName = Optional.empty();

  /** The boundary that a content type names; empty for any other type. */
  static Optional<String> boundary(String contentType) {
    Matcher type = BOUNDARY.matcher(contentType);
    return type.matches()
        ? Optional.of(type.group(1) == null ? type.group(2) : type.group(1))
        : Optional.empty();
  }

  /** Reads up to the bytes of the file. */
  MultipartFile(InputStream body, String boundary) throws IOException {
    this.body = body;
    delimiter = ("\r\n--" + boundary).getBytes(ISO_8859_1);
    readHeaders("--" + boundary);
  }

  /** The name that the part gives to the file. */
  Optional<String> fileName() {
    return fileName;
  }

  private void readHeaders(String first) throws IOException {
    if (!line().equals(first)) {
      throw malformed();
    }
    int length = 0;
    boolean isFile = false;
    for (String line = line(); !line.isEmpty(); line = line()) {
      length += line.length();
      if (length > MAX_HEADERS) {
        throw malformed();
      }
      if (line.regionMatches(true, 0, "Content-Disposition:", 0, 20)) {
        // A file name may contain what looks like a field.
        isFile = FIELD_NAME.matcher(FILE_NAME.matcher(line).replaceAll("")).find();
        Matcher name = FILE_NAME.matcher(line);
        fileName = name.find() ? Optional.of(unescaped(name.group(1))) : Optional.empty();
      }
    }
    if (!isFile) {
      throw malformed();
    }
  }

  /** As browsers escape it (HTML Standard, multipart form data). */
  private static String unescaped(String name) {
    return name.replace("%22", "\"")
        .replace("%0D", "\r")
        .replace("%0A", "\n")
        .replace("\\\"", "\"");
  }

  private String line() throws IOException {
    byte[] line = new byte[MAX_HEADERS];
    int length = 0;
    while (true) {
      if (start == end) {
        fill();
      }
      if (start == end || length == MAX_HEADERS) {
        throw malformed();
      }
      byte next = buffer[start++];
      if (next == '\n' && length > 0 && line[length - 1] == '\r') {
        return new String(line, 0, length - 1, UTF_8);
      }
      line[length++] = next;
    }
  }

  private static FileRefusal malformed() {
    return new FileRefusal(Status.BAD_REQUEST_400, "file-form");
  }

  /** Reads more of the body behind what is in the buffer. */
  private void fill() throws IOException {
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    int count = bodyEnded ? -1 : body.read(buffer, end, buffer.length - end);
    bodyEnded = count < 0;
    end += Math.max(count, 0);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int certain = certain();
    while (certain == 0 && !partEnded) {
      if (bodyEnded) {
        throw malformed();
      }
      fill();
      certain = certain();
    }
    if (certain == 0) {
      return -1;
    }
    int count = Math.min(certain, length);
    System.arraycopy(buffer, start, target, offset, count);
    start += count;
    return count;
  }

  /** How many of the next bytes belong to the file: those before the delimiter, or a part of it. */
  private int certain() throws IOException {
    if (partEnded) {
      return 0;
    }
    for (int at = start; at < end; at++) {
      int compared = Math.min(delimiter.length, end - at);
      if (buffer[at] == '\r' && Arrays.equals(buffer, at, at + compared, delimiter, 0, compared)) {
        if (compared == delimiter.length && at == start) {
          endPart();
          return 0;
        }
        return at - start;
      }
    }
    return end - start;
  }

  /** Reads the end of the body, which follows the delimiter. */
  private void endPart() throws IOException {
    partEnded = true;
    start += delimiter.length;
    while (end - start < 2 && !bodyEnded) {
      fill();
    }
    if (end - start < 2 || buffer[start] != '-' || buffer[start + 1] != '-') {
      throw malformed();
    }
    // What follows is ignored (RFC 2046, section 5.1.1).
    start = end;
  }
}
