package chat.web.owner;

import chat.core.name.Member;
import chat.web.access.RecentMembers;
import chat.web.config.AddressRange;
import chat.web.session.ConnectionMonitor;
import chat.web.session.RoomConnection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Nicknames and addresses of members by their id, for the owner: of those who are connected and of
 * those who were in the last 24 h. Safe for many threads.
 */
public final class KnownMembers {
  /** The most nicknames remembered: as many as bans are kept. */
  private static final int MAX_NICKNAMES = 1_000;

  private final ConnectionMonitor monitor;
  private final RecentMembers recent;
  private final Function<String, Optional<String>> elsewhere;

  /** The nicknames of members whom an action was about, by id; guarded by itself. */
  private final Map<String, String> nicknames = new LinkedHashMap<>();

  /**
   * @param elsewhere the nicknames of members that are present at other servers, by id
   */
  public KnownMembers(
      ConnectionMonitor monitor,
      RecentMembers recent,
      Function<String, Optional<String>> elsewhere) {
    this.monitor = monitor;
    this.recent = recent;
    this.elsewhere = elsewhere;
  }

  private Stream<RoomConnection> connections(String memberId) {
    return monitor.connections().stream()
        .filter(connection -> connection.member().id().equals(memberId));
  }

  /** Whether a member is connected, or was in the last 24 h. */
  boolean isKnown(String memberId) {
    return nickname(memberId).isPresent();
  }

  /** The addresses of a member, those of its connections included, IPv6 addresses as their /64. */
  Set<String> addressGroups(String memberId) {
    return Stream.concat(
            connections(memberId).map(connection -> connection.client().address()),
            recent.addresses(memberId).stream())
        .map(AddressRange::addressGroup)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The members of the connections from an address, or a range of addresses. */
  public Set<Member> membersAt(String range) {
    AddressRange banned = AddressRange.parse(range);
    return monitor.connections().stream()
        .filter(connection -> isIn(banned, connection.client().address()))
        .map(RoomConnection::member)
        .collect(Collectors.toSet());
  }

  private static boolean isIn(AddressRange range, String address) {
    try {
      return range.contains(AddressRange.parse(address));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Remembers the nickname of a member whom an action is about, for as long as the server runs. */
  void rememberNickname(String memberId) {
    nickname(memberId)
        .ifPresent(name -> {
          synchronized (nicknames) {
            nicknames.put(memberId, name);
            if (nicknames.size() > MAX_NICKNAMES) {
              nicknames.remove(nicknames.keySet().iterator().next());
            }
          }
        });
  }

  /** The latest nickname of a member. */
  Optional<String> nickname(String memberId) {
    return connections(memberId)
        .map(connection -> connection.member().name())
        .findAny()
        .or(() -> elsewhere.apply(memberId))
        .or(() -> recent.nickname(memberId))
        .or(() -> remembered(memberId));
  }

  private Optional<String> remembered(String memberId) {
    synchronized (nicknames) {
      return Optional.ofNullable(nicknames.get(memberId));
    }
  }
}
