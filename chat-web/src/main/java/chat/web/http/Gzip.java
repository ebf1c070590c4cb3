package chat.web.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** The gzip content coding, the one that every browser accepts. */
public final class Gzip {
  public static final String NAME = "gzip";

  private Gzip() {}

  /** Whether a client accepts it, by name or by {@code *}, and not with a weight of zero. */
  public static boolean isAccepted(Headers headers) {
    boolean any = false;
    for (String range : HeaderLines.members(headers, HeaderNames.ACCEPT_ENCODING)) {
      String[] parts = range.split(";", 2);
      String name = parts[0].strip().toLowerCase(Locale.ROOT);
      boolean wanted = parts.length == 1 || !parts[1].strip().matches("[qQ]=0(\\.0*)?");
      if (name.equals(NAME)) {
        return wanted;
      }
      any |= name.equals("*") && wanted;
    }
    return any;
  }

  public static byte[] compress(byte[] plain) {
    var compressed = new ByteArrayOutputStream(plain.length / 2);
    try (var gzip = new GZIPOutputStream(compressed)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }
}
