package chat.web.calls;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the address of a bot, as the owner gives it. */
public final class CallbackUrl {
  /** 1,000 characters, because all bots are in memory and in one file. */
  private static final int MAX_LENGTH = 1_000;

  private static final int MAX_PORT = 65_535;
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]+");

  private CallbackUrl() {}

  /** An address that is refused; the message is the code of the reason. */
  public static final class InvalidUrlException extends Exception {
    private static final long serialVersionUID = 1L;

    private InvalidUrlException(String reason) {
      super(reason, null, false, false);
    }
  }

  /**
   * Reads an address. The host is looked up at each call only, but a private address in its place
   * is refused at once.
   *
   * @param allowsPrivate whether private, link-local and loopback addresses are called
   * @throws InvalidUrlException when it cannot be called
   */
  public static URI parse(String text, boolean allowsPrivate) throws InvalidUrlException {
    URI url = parse(text);
    if (!allowsPrivate && isPrivate(url.getHost())) {
      throw new InvalidUrlException("bot-url-private");
    }
    return url;
  }

  private static URI parse(String text) throws InvalidUrlException {
    try {
      if (text.length() <= MAX_LENGTH && VISIBLE_ASCII.matcher(text).matches()) {
        URI url = new URI(text);
        if (isCallable(url)) {
          return url;
        }
      }
    } catch (URISyntaxException e) {
      // Refused below.
    }
    throw new InvalidUrlException("bot-url");
  }

  private static boolean isCallable(URI url) {
    return url.getScheme() != null
        && SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT))
        && url.getHost() != null
        && url.getRawUserInfo() == null
        && url.getRawFragment() == null
        && url.getPort() != 0
        && url.getPort() <= MAX_PORT;
  }

  private static boolean isPrivate(String host) {
    try {
      return !PublicAddresses.contains(InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")));
    } catch (IllegalArgumentException e) {
      // A name, or an address in another notation.
      return false;
    }
  }
}
