package chat.core.member;

import chat.core.name.Member;
import chat.core.name.RoomName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The store of members in memory. */
public final class MemoryMembers implements MemberStore {
  /** 20,000 members, each of which takes some KiB at most; the one seen the longest ago goes. */
  private static final int MAX_MEMBERS = 20_000;

  /** 1,000 mentions of a member in a room, the latest. */
  private static final int MAX_MENTIONS = 1_000;

  private final InstantSource clock;
  private final int maxMembers;
  // In the order in which the members were last seen.
  private final Map<String, Map<RoomName, Visit>> members = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<RoomName, ReadPosition> mentionedUpTo = new HashMap<>();
  private long lastNo;
  private volatile Consumer<String> listener = id -> {};

  public MemoryMembers(InstantSource clock) {
    this(clock, MAX_MEMBERS);
  }

  MemoryMembers(InstantSource clock, int maxMembers) {
    this.clock = clock;
    this.maxMembers = maxMembers;
  }

  /** A visit, and what comes with it. */
  private static final class Visit {
    private String nameKey;
    private Instant at;
    private Optional<ReadPosition> read = Optional.empty();
    // By their numbers.
    private final TreeMap<Long, ReadPosition> mentions = new TreeMap<>();

    void add(long no, ReadPosition message) {
      mentions.put(no, message);
      if (mentions.size() > MAX_MENTIONS) {
        mentions.pollFirstEntry();
      }
    }

    boolean isOver(Instant now) {
      return !now.isBefore(at.plus(LIFETIME));
    }

    int unreadMentions() {
      long count =
          mentions.values().stream()
              .filter(message -> read.map(to -> !to.advancedTo(message).equals(to)).orElse(true))
              .limit(MAX_COUNTED)
              .count();
      return Math.toIntExact(count);
    }
  }

  @Override
  public void visited(Member member, RoomName room) {
    visit(member, room);
    listener.accept(member.id());
  }

  private synchronized void visit(Member member, RoomName room) {
    Map<RoomName, Visit> rooms = members.computeIfAbsent(member.id(), id -> new HashMap<>());
    Instant now = clock.instant();
    // One that is over begins anew.
    Visit visit = rooms.compute(room, (r, v) -> v == null || v.isOver(now) ? new Visit() : v);
    visit.nameKey = MentionParser.key(member.name());
    visit.at = now;
    if (rooms.size() > MAX_ROOMS) {
      rooms.remove(byTime(rooms).getLast().getKey());
    }
    if (members.size() > maxMembers) {
      members.remove(members.keySet().iterator().next());
    }
  }

  private static List<Map.Entry<RoomName, Visit>> byTime(Map<RoomName, Visit> rooms) {
    Comparator<Map.Entry<RoomName, Visit>> order =
        Comparator.comparing(entry -> entry.getValue().at);
    return rooms.entrySet().stream().sorted(order.reversed()).toList();
  }

  @Override
  public void read(String memberId, RoomName room, ReadPosition position) {
    if (move(memberId, room, position)) {
      listener.accept(memberId);
    }
  }

  private synchronized boolean move(String memberId, RoomName room, ReadPosition position) {
    Optional<Visit> visit = visit(memberId, room);
    visit.ifPresent(present -> {
      present.read =
          Optional.of(present.read.map(from -> from.advancedTo(position)).orElse(position));
      present.at = clock.instant();
    });
    return visit.isPresent();
  }

  private Optional<Visit> visit(String memberId, RoomName room) {
    return Optional.ofNullable(members.get(memberId))
        .map(rooms -> rooms.get(room))
        .filter(visit -> !visit.isOver(clock.instant()));
  }

  @Override
  public void forget(String memberId, RoomName room) {
    synchronized (this) {
      members.computeIfPresent(
          memberId,
          (id, rooms) -> {
            rooms.remove(room);
            return rooms.isEmpty() ? null : rooms;
          });
    }
    listener.accept(memberId);
  }

  @Override
  public synchronized List<OpenedRoom> rooms(String memberId) {
    Map<RoomName, Visit> rooms = members.get(memberId);
    if (rooms == null) {
      return List.of();
    }
    Instant now = clock.instant();
    return byTime(rooms).stream()
        .filter(entry -> !entry.getValue().isOver(now))
        .map(entry ->
            new OpenedRoom(
                entry.getKey(), entry.getValue().read, entry.getValue().unreadMentions()))
        .toList();
  }

  @Override
  public synchronized Map<String, String> visitors(RoomName room, Collection<String> names) {
    Instant now = clock.instant();
    Map<String, Instant> latest = new HashMap<>();
    Map<String, String> found = new HashMap<>();
    members.forEach((id, rooms) -> {
      Visit visit = rooms.get(room);
      if (visit != null && names.contains(visit.nameKey) && !visit.isOver(now)) {
        Instant before = latest.get(visit.nameKey);
        if (before == null || visit.at.isAfter(before)) {
          latest.put(visit.nameKey, visit.at);
          found.put(visit.nameKey, id);
        }
      }
    });
    return found;
  }

  @Override
  public synchronized Optional<ReadPosition> mentionedUpTo(RoomName room) {
    return Optional.ofNullable(mentionedUpTo.get(room));
  }

  @Override
  public void add(MentionBatch batch) {
    keep(batch);
    batch.added().forEach(mentioned -> listener.accept(mentioned.memberId()));
  }

  private synchronized void keep(MentionBatch batch) {
    RoomName room = batch.room();
    String epoch = batch.upTo().epoch();
    ReadPosition before = mentionedUpTo.put(room, batch.upTo());
    boolean isNewEpoch = before != null && !before.epoch().equals(epoch);
    if (isNewEpoch || !batch.deleted().isEmpty()) {
      members
          .values()
          .forEach(rooms ->
              Optional.ofNullable(rooms.get(room))
                  .ifPresent(visit ->
                      visit
                          .mentions
                          .values()
                          .removeIf(message ->
                              !message.epoch().equals(epoch)
                                  || batch.deleted().contains(message.seq()))));
    }
    for (MentionBatch.Mentioned mentioned : batch.added()) {
      var message = new ReadPosition(epoch, mentioned.message());
      visit(mentioned.memberId(), room)
          .filter(visit -> !visit.mentions.containsValue(message))
          .ifPresent(visit -> visit.add(++lastNo, message));
    }
  }

  @Override
  public synchronized List<Mention> mentions(String memberId, long before, int max) {
    Map<RoomName, Visit> rooms = members.get(memberId);
    if (rooms == null) {
      return List.of();
    }
    Instant now = clock.instant();
    return rooms.entrySet().stream()
        .filter(entry -> !entry.getValue().isOver(now))
        .flatMap(entry ->
            entry.getValue().mentions.headMap(before).entrySet().stream()
                .map(each -> new Mention(each.getKey(), entry.getKey(), each.getValue())))
        .sorted(Comparator.comparingLong(Mention::no).reversed())
        .limit(max)
        .toList();
  }

  @Override
  public void copyTo(MemberImport target) {}

  @Override
  public synchronized void removeExpired() {
    Instant now = clock.instant();
    members.values().forEach(rooms -> rooms.values().removeIf(visit -> visit.isOver(now)));
    members.values().removeIf(Map::isEmpty);
  }

  @Override
  public void onChange(Consumer<String> newListener) {
    listener = newListener;
  }

  /** Forgets nothing: the logs that it belongs to are gone with it. */
  @Override
  public void close() {}
}
