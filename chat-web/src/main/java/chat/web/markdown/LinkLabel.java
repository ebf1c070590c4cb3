package chat.web.markdown;

import java.net.URI;
import java.net.URISyntaxException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The label of a link. A label that reads like an address is refused unless the link leads to the
 * host that it names, because people trust what they read; so is one that shows nothing.
 */
final class LinkLabel {
  /**
   * A text that reads like a host: Latin letters behind a dot; {@code 。} counts as one in
   * addresses.
   */
  private static final Pattern HOST =
      Pattern.compile("(?:[\\p{L}\\p{N}_-]+[.。])+\\p{IsLatin}{2,}(?![\\p{L}\\p{N}])");

  private static final Pattern SCHEME =
      Pattern.compile("(?:https?|ftp|mailto)\\s*:", Pattern.CASE_INSENSITIVE);
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\x{FE00}-\\x{FE0F}]");

  private LinkLabel() {}

  /** Whether a label may stand for an address. */
  static boolean mayHide(String address, String label) {
    String shown =
        INVISIBLE
            .matcher(Normalizer.normalize(Placeholders.restore(label), Normalizer.Form.NFKC))
            .replaceAll("");
    if (shown.isBlank()) {
      return false;
    }
    String host = host(address);
    Matcher named = HOST.matcher(shown);
    boolean namesHost = false;
    while (named.find()) {
      namesHost = true;
      if (!isSame(named.group(), host)) {
        return false;
      }
    }
    return namesHost || !SCHEME.matcher(shown).find();
  }

  private static boolean isSame(String named, String host) {
    String name = named.replace('。', '.').toLowerCase(Locale.ROOT);
    return host.equals(name) || host.equals("www." + name);
  }

  private static String host(String address) {
    try {
      URI uri = new URI(Placeholders.restore(address));
      String part = uri.isOpaque() ? uri.getSchemeSpecificPart() : uri.getHost();
      return part == null ? "" : part.substring(part.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    } catch (URISyntaxException e) {
      return "";
    }
  }
}
