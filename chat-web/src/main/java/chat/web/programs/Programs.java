package chat.web.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toUnmodifiableMap;

import chat.core.cluster.RulingStore;
import chat.core.member.MentionParser;
import chat.core.name.Member;
import chat.core.name.Nickname;
import chat.core.name.RoomName;
import chat.web.http.BearerToken;
import chat.web.identity.NameSkeleton;
import chat.web.programs.Program.Bot;
import chat.web.programs.Program.Hook;
import io.helidon.http.Headers;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The bots and hooks that the owner has made. Their tokens are kept as hashes only. Safe for many
 * threads.
 */
public final class Programs {
  /** 200, because all of them are in memory and in one file. */
  public static final int MAX = 200;

  private static final int ID_BYTES = 9;

  /** 256 bits: nobody finds a token by trying. */
  private static final int TOKEN_BYTES = 32;

  private final RulingStore store;
  private final SecureRandom random = new SecureRandom();
  private volatile Known known = new Known(Map.of());

  /** Reads the programs. */
  public Programs(RulingStore store) {
    this.store = store;
    reload();
  }

  /** The programs at one moment, by the hashes of their tokens. */
  private static final class Known {
    private final Map<String, Program> byHash;
    private final Map<String, Bot> called;
    // Null until a name is compared, because the tables of letters take 100 ms to load.
    private volatile Set<String> skeletons;

    Known(Map<String, Program> byHash) {
      this.byHash = byHash;
      called =
          byHash.values().stream()
              .filter(Bot.class::isInstance)
              .map(Bot.class::cast)
              .filter(bot -> bot.callback().isPresent())
              .collect(
                  toUnmodifiableMap(bot -> MentionParser.key(bot.member().name()), bot -> bot));
    }

    Collection<Program> all() {
      return byHash.values();
    }

    Set<String> skeletons() {
      Set<String> computed = skeletons;
      if (computed == null) {
        computed =
            all().stream()
                .flatMap(program -> NameSkeleton.skeletons(program.member().name()).stream())
                .collect(Collectors.toUnmodifiableSet());
        skeletons = computed;
      }
      return computed;
    }
  }

  /**
   * A program that was made.
   *
   * @param token shown once
   */
  public record Created<P extends Program>(P program, String token) {
    @Override
    public String toString() {
      return "Created[" + program + ']';
    }
  }

  /** There are as many programs as there may be. */
  public static final class TooManyException extends Exception {
    private static final long serialVersionUID = 1L;

    private TooManyException() {
      super("too many programs", null, false, false);
    }
  }

  /** Reads the programs again, because they have changed. */
  public synchronized void reload() {
    known =
        new Known(
            store.read().stream()
                .filter(ruling -> Program.KINDS.contains(ruling.kind()))
                .map(Program::of)
                .collect(toUnmodifiableMap(Program::tokenHash, program -> program)));
  }

  /** The bots, by name. */
  public List<Bot> bots() {
    return all(Bot.class);
  }

  /** The hooks, by name. */
  public List<Hook> hooks() {
    return all(Hook.class);
  }

  /** The bots that are called, by the keys of their names. */
  public Map<String, Bot> calledBots() {
    return known.called;
  }

  /** The bot with an id, if it is called. */
  public Optional<Bot> calledBot(String id) {
    return known.called.values().stream().filter(bot -> bot.member().id().equals(id)).findFirst();
  }

  private <P extends Program> List<P> all(Class<P> kind) {
    return known.all().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .sorted((a, b) -> a.member().name().compareTo(b.member().name()))
        .toList();
  }

  /** The bot that sent a request. */
  public Optional<Member> bot(Headers headers) {
    if (known.byHash.isEmpty()) {
      return Optional.empty();
    }
    return BearerToken.of(headers).flatMap(token -> find(token, Bot.class)).map(Program::member);
  }

  /** The hook with a token. */
  public Optional<Hook> hook(String token) {
    return find(token, Hook.class);
  }

  private <P extends Program> Optional<P> find(String token, Class<P> kind) {
    return Optional.ofNullable(known.byHash.get(hash(token)))
        .filter(kind::isInstance)
        .map(kind::cast);
  }

  /** Whether a member is a program that was not revoked. */
  public boolean contains(Member member) {
    return member.isBot() && known.all().stream().anyMatch(each -> each.member().equals(member));
  }

  /** Whether a nickname is that of a program, or looks like one. */
  public boolean holds(String nickname) {
    Known now = known;
    return !now.byHash.isEmpty()
        && Stream.of(nickname)
            .flatMap(name -> NameSkeleton.skeletons(name).stream())
            .anyMatch(now.skeletons()::contains);
  }

  /**
   * Makes a bot; its name is free.
   *
   * @param url where it is called when it is mentioned
   */
  public synchronized Created<Bot> addBot(Nickname name, Optional<URI> url)
      throws TooManyException {
    String token = draw(TOKEN_BYTES);
    Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS);
    Optional<Program.Callback> callback =
        url.map(to -> new Program.Callback(to, draw(TOKEN_BYTES), now));
    return new Created<>(keep(new Bot(member(name), hash(token), callback)), token);
  }

  /** Makes a hook; its name is free. */
  public synchronized Created<Hook> addHook(Nickname name, RoomName room) throws TooManyException {
    String token = draw(TOKEN_BYTES);
    return new Created<>(keep(new Hook(member(name), hash(token), room)), token);
  }

  private <P extends Program> P keep(P program) throws TooManyException {
    if (known.all().size() >= MAX) {
      throw new TooManyException();
    }
    store.put(program.ruling());
    reload();
    return program;
  }

  /** Revokes a program of a kind; returns whether there was one. */
  public synchronized boolean remove(String id, Class<? extends Program> kind) {
    Optional<Program> found =
        known.all().stream()
            .filter(kind::isInstance)
            .filter(program -> program.member().id().equals(id))
            .findFirst();
    found.map(Program::ruling).ifPresent(ruling -> store.remove(ruling.kind(), ruling.target()));
    reload();
    return found.isPresent();
  }

  private Member member(Nickname name) {
    return new Member(Member.BOT_ID + draw(ID_BYTES), name.value());
  }

  private String draw(int bytes) {
    byte[] drawn = new byte[bytes];
    random.nextBytes(drawn);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
  }

  private static String hash(String token) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
