package chat.web.calls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks up the addresses of a host, which may be an address itself in any notation. */
interface AddressResolver {
  /** The resolver of the system. */
  AddressResolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  List<InetAddress> resolve(String host) throws UnknownHostException;
}
