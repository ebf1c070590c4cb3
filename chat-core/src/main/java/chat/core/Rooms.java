package chat.core;

import chat.core.file.FileReferences;
import chat.core.file.FileStore;
import chat.core.log.DraftLimit;
import chat.core.log.MemoryTranscript;
import chat.core.log.Text;
import chat.core.log.Transcript;
import chat.core.log.Transcripts;
import chat.core.name.Member;
import chat.core.name.RoomName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** Opens rooms by name, and closes those without a member. Safe for many threads. */
public final class Rooms {
  private final Transcripts transcripts;
  private final RoomContext context;
  private final Consumer<ChatRoom> onOpen;
  private final Map<RoomName, RoomSlot> open = new ConcurrentHashMap<>();
  // One for all seats of a member, in all rooms.
  private volatile Optional<RateLimit> rateLimit;
  private volatile Optional<RateLimit> botRateLimit;
  // Of members that act without being present.
  private final RateLimit lookups;

  /**
   * The rules of every room.
   *
   * @param leaveGrace how long a member without a connection is still present
   * @param messagesPerSecond of each member, over all its connections and rooms; empty: no limit
   * @param burst how many messages at once
   * @param maxTextLength in code points
   * @param maxRooms how many may be open at once
   */
  public record Rules(
      Duration leaveGrace,
      Optional<Double> messagesPerSecond,
      int burst,
      int maxTextLength,
      int maxRooms) {
    static final int MAX_ROOMS = 10_000;

    /** 10 a second, because a bot may answer many members at once. */
    static final double BOT_MESSAGES_PER_SECOND = 10;

    /** 50 at once, because a monitor may tell of all that it watches. */
    static final int BOT_BURST = 50;

    DraftLimit rateLimit() {
      return messagesPerSecond.map(rate -> DraftLimit.ofRate(rate, burst)).orElse(DraftLimit.NONE);
    }

    DraftLimit botRateLimit() {
      return messagesPerSecond
          .map(rate -> DraftLimit.ofRate(BOT_MESSAGES_PER_SECOND, BOT_BURST))
          .orElse(DraftLimit.NONE);
    }

    /** Rules with the default limits. */
    public Rules(Duration leaveGrace, Optional<Double> messagesPerSecond, int burst) {
      this(leaveGrace, messagesPerSecond, burst, Text.MAX_LENGTH, MAX_ROOMS);
    }
  }

  /**
   * No room is open yet, and no files are kept.
   *
   * @param clock monotonic; for waits and rates
   * @param onOpen adds listeners to a newly opened room, before a member can join it
   */
  public Rooms(
      Transcripts transcripts, Rules rules, InstantSource clock, Consumer<ChatRoom> onOpen) {
    this(transcripts, rules, Optional.empty(), clock, onOpen);
  }

  /**
   * No room is open yet.
   *
   * @param files the files that messages may have
   */
  public Rooms(
      Transcripts transcripts,
      Rules rules,
      Optional<FileStore> files,
      InstantSource clock,
      Consumer<ChatRoom> onOpen) {
    this.transcripts = transcripts;
    this.onOpen = onOpen;
    context =
        new RoomContext(
            rules, new SpeechRules(clock), new FileReferences(files), transcripts.cluster(), clock);
    lookups =
        new RateLimit(Seat.LOOKUPS_PER_SECOND, Seat.LOOKUPS_AT_ONCE, RateLimit.MAX_KEYS, clock);
    setRate(rules);
  }

  private Optional<RateLimit> rateLimit(Rules rules) {
    return rules
        .messagesPerSecond()
        .map(rate -> new RateLimit(rate, rules.burst(), RateLimit.MAX_KEYS, context.clock()));
  }

  private Optional<RateLimit> botRateLimit(Rules rules) {
    return rules
        .messagesPerSecond()
        .map(rate ->
            new RateLimit(
                Rules.BOT_MESSAGES_PER_SECOND,
                Rules.BOT_BURST,
                RateLimit.MAX_KEYS,
                context.clock()));
  }

  /** Changes the rate of all members; of the other rules nothing changes. */
  public void setRate(Rules rules) {
    rateLimit = rateLimit(rules);
    botRateLimit = botRateLimit(rules);
    speechRules().setRate(rules);
  }

  /** Which members are muted, and which rooms are in slow mode. */
  public SpeechRules speechRules() {
    return context.speechRules();
  }

  /**
   * Whether a room is open, or may be opened besides those that are.
   *
   * @param others count like open ones
   */
  public boolean canOpen(RoomName name, Collection<RoomName> others) {
    return open.size() + others.size() < context.rules().maxRooms()
        || open.containsKey(name)
        || others.contains(name)
        || others.stream().filter(other -> !open.containsKey(other)).count() + open.size()
            < context.rules().maxRooms();
  }

  /** Whether a member is present in a room. */
  public boolean isPresent(RoomName name, String memberId) {
    return find(name).map(room -> room.isPresent(memberId)).orElse(false);
  }

  /** The rooms that are open now. */
  public List<ChatRoom> open() {
    return open.values().stream().map(RoomSlot::room).flatMap(Optional::stream).toList();
  }

  /** Gives a seat in the room of this name, which is opened if it is not open. */
  public Seat join(RoomName name, Member member, RoomClient client) {
    return seat(name, room -> room.join(member, client, () -> takeRate(member)));
  }

  /**
   * Gives a place in the room of this name to a member that acts without being present. The room
   * stays open until {@link Seat#leave}.
   */
  public Seat visit(RoomName name, Member member) {
    return seat(
        name, room -> room.visit(member, () -> takeRate(member), () -> lookups.take(member.id())));
  }

  private Duration takeRate(Member member) {
    Optional<RateLimit> limit = member.isBot() ? botRateLimit : rateLimit;
    return limit.isEmpty() ? Duration.ZERO : limit.get().take(member.id());
  }

  private Seat seat(RoomName name, Function<ChatRoom, Optional<Seat>> taking) {
    while (true) {
      // A room may be closed between finding it and joining it; then it is opened anew.
      Optional<Seat> seat = taking.apply(opened(name));
      if (seat.isPresent()) {
        return seat.get();
      }
      closeIfEmpty(name);
    }
  }

  /**
   * The room of this name, opened if it is not open. It is opened outside of the map, because that
   * reads the log, and whatever walks the map meanwhile must not wait for the disk.
   */
  private ChatRoom opened(RoomName name) {
    RoomSlot slot = open.computeIfAbsent(name, n -> new RoomSlot());
    try {
      return slot.room(() -> open(name));
    } catch (Throwable e) {
      open.remove(name, slot);
      throw e;
    }
  }

  private ChatRoom open(RoomName name) {
    ChatRoom room = new ChatRoom(name, transcripts.open(name), context);
    onOpen.accept(room);
    return room;
  }

  /** Reads from the log of a room without opening the room; an unknown one has an empty log. */
  public <T> T read(RoomName name, Function<Transcript, T> reading) {
    return reading.apply(transcript(name).orElseGet(() -> new MemoryTranscript(context.clock())));
  }

  /** The log of a room, to be read without opening the room. */
  public Optional<Transcript> transcript(RoomName name) {
    return transcripts.find(name);
  }

  /** A room, if it is open. */
  public Optional<ChatRoom> find(RoomName name) {
    return Optional.ofNullable(open.get(name)).flatMap(RoomSlot::room);
  }

  /** Takes all seats of a member away, in all rooms. */
  public void remove(String memberId, RoomClient.RemovalReason reason) {
    open().forEach(room -> room.remove(memberId, reason));
  }

  /** Takes the seats away that a member has under another name than the present one. */
  public void renamed(Member member) {
    open().forEach(room -> room.renamed(member));
  }

  /** Takes all seats of a room away. */
  public void close(RoomName name) {
    find(name).ifPresent(ChatRoom::removeAll);
  }

  /** Expires members, rooms and rate limits. Called several times a second. */
  public void tick() {
    open().forEach(ChatRoom::tick);
    open.keySet().forEach(this::closeIfEmpty);
    rateLimit.ifPresent(RateLimit::expire);
    botRateLimit.ifPresent(RateLimit::expire);
    lookups.expire();
    context.speechRules().expire();
  }

  /** How many members are present in a room, at all servers. */
  public int present(RoomName name) {
    return find(name).map(ChatRoom::count).orElseGet(() -> transcripts.cluster().count(name));
  }

  /** The rooms that are open here, or have a member at another server. */
  public Set<RoomName> names() {
    Set<RoomName> names = new LinkedHashSet<>();
    open().forEach(room -> names.add(room.name()));
    names.addAll(transcripts.cluster().rooms());
    return names;
  }

  /** At most {@code max} of the members present in a room, at all servers. */
  public List<Member> members(RoomName name, int max) {
    return find(name)
        .map(room -> room.members(max))
        .orElseGet(() -> transcripts.cluster().members(name).stream().limit(max).toList());
  }

  /** Whether a member is present in any room, at any server. */
  public boolean isPresent(String memberId) {
    return open().stream().anyMatch(room -> room.isPresent(memberId))
        || transcripts.cluster().find(memberId).isPresent();
  }

  /** The nickname of a member that is present at another server. */
  public Optional<String> nicknameElsewhere(String memberId) {
    return transcripts.cluster().find(memberId).map(Member::name);
  }

  private void closeIfEmpty(RoomName name) {
    open.computeIfPresent(name, (n, slot) -> slot.closeIfEmpty() ? null : slot);
  }

  /** How many rooms are open. */
  public int count() {
    return open.size();
  }

  /** How many members have used their rate limit within the time in which it is refilled. */
  int rateLimitedMembers() {
    return rateLimit.map(RateLimit::size).orElse(0);
  }
}
