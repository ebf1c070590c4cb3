package chat.web.client;

import chat.web.config.AddressRange;
import java.util.Collection;
import java.util.List;

/** The proxies whose word about a request is taken. */
public final class TrustedProxies {
  private final List<AddressRange> trusted;

  /**
   * @param trusted addresses and ranges, such as {@code 10.0.0.0/8}
   */
  public TrustedProxies(Collection<String> trusted) {
    this.trusted = trusted.stream().map(AddressRange::parse).toList();
  }

  public boolean trust(String address) {
    for (AddressRange range : trusted) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
