package chat.web.markdown;

import com.ibm.icu.text.IDNA;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The label of a link, as it is shown. A label that reads like an address is refused unless the
 * link leads to the host that it names, because people trust what they read; so is one that shows
 * nothing. Each character is looked at once: a label comes from anybody.
 */
final class LinkLabel {
  private static final Pattern SCHEME =
      Pattern.compile("(?:https?|ftp|mailto)\\s*+:|//", Pattern.CASE_INSENSITIVE);
  private static final Pattern WWW = Pattern.compile("^www\\.");
  private static final Pattern DOTS_AT_END = Pattern.compile("\\.++$");
  private static final Pattern PORT = Pattern.compile(":\\d*+$");

  /** In four numbers, an address of the internet protocol. */
  private static final int IP_PARTS = 4;

  /** Before a heading in a script other than Latin, two digits are its number: {@code 1.介绍}. */
  private static final int MAX_HEADING_DIGITS = 2;

  private final String shown;
  private final String host;
  private boolean namesHost;

  private LinkLabel(String shown, String host) {
    this.shown = shown;
    this.host = host;
  }

  /**
   * Whether a label may stand for an address.
   *
   * @param label as it is shown, without markup
   */
  static boolean mayHide(String address, String label) {
    String shown =
        Invisible.remove(Normalizer.normalize(label, Normalizer.Form.NFKC)).replace("\\", "");
    if (!Invisible.showsAny(shown)) {
      return false;
    }
    LinkLabel checked = new LinkLabel(shown, canonical(host(address)));
    return checked.namesNoOtherHost() && (checked.namesHost || !SCHEME.matcher(shown).find());
  }

  /** Goes over the runs of letters, digits and dots. */
  private boolean namesNoOtherHost() {
    int start = 0;
    for (int at = 0; at <= shown.length(); at++) {
      if (at == shown.length() || !isPartOfName(shown.charAt(at))) {
        if (at > start && isOtherHost(shown.substring(start, at))) {
          return false;
        }
        start = at + 1;
      }
    }
    return true;
  }

  private boolean isOtherHost(String name) {
    String[] parts = name.split("[.。]");
    if (!readsLikeHost(name, parts)) {
      return false;
    }
    namesHost = true;
    return host.isEmpty() || !canonical(name).equals(host);
  }

  private static boolean readsLikeHost(String name, String[] parts) {
    if (parts.length < 2) {
      return name.equalsIgnoreCase("localhost");
    }
    String last = parts[parts.length - 1];
    String before = parts[parts.length - 2];
    if (before.isEmpty()) {
      return false;
    }
    if (isNumber(last)) {
      return parts.length == IP_PARTS && isNumber(String.join("", parts));
    }
    if (last.codePoints().filter(LiteralMarks::isWord).limit(2).count() < 2) {
      return false;
    }
    return last.codePoints().anyMatch(LinkLabel::isLatin)
        || !(name.contains("。") || (isNumber(before) && before.length() <= MAX_HEADING_DIGITS));
  }

  private static boolean isLatin(int point) {
    return Character.UnicodeScript.of(point) == Character.UnicodeScript.LATIN;
  }

  private static boolean isNumber(String part) {
    return !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isPartOfName(char c) {
    return ".。-_".indexOf(c) >= 0 || Character.isSurrogate(c) || LiteralMarks.isWord(c);
  }

  /** A host in the form in which two are compared; empty if it is none. */
  private static String canonical(String host) {
    String name = DOTS_AT_END.matcher(host.replace('。', '.')).replaceFirst("");
    String ascii = isAscii(name) ? name : Punycode.of(name);
    return WWW.matcher(ascii.toLowerCase(Locale.ROOT)).replaceFirst("");
  }

  private static boolean isAscii(String name) {
    return name.chars().allMatch(c -> c < 0x80);
  }

  /** As browsers do it. Initialised with the first label that needs it. */
  private static final class Punycode {
    private static final IDNA IDN =
        IDNA.getUTS46Instance(
            IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ);

    static String of(String name) {
      IDNA.Info info = new IDNA.Info();
      StringBuilder ascii = new StringBuilder();
      IDN.nameToASCII(name, ascii, info);
      return info.hasErrors() ? "" : ascii.toString();
    }
  }

  /** The host as a browser finds it: slashes may lack, or be backslashes. */
  private static String host(String address) {
    int start = address.indexOf(':') + 1;
    while (start < address.length() && isSlash(address.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < address.length() && !isSlash(address.charAt(end)) && !isQuery(address, end)) {
      end++;
    }
    String authority = address.substring(start, end);
    String server = authority.substring(authority.lastIndexOf('@') + 1);
    return PORT.matcher(server).replaceFirst("");
  }

  private static boolean isSlash(char c) {
    return c == '/' || c == '\\';
  }

  private static boolean isQuery(String address, int at) {
    return address.charAt(at) == '?' || address.charAt(at) == '#';
  }
}
