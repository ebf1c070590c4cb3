package chat.web.programs;

import chat.core.cluster.Ruling;
import chat.core.name.Member;
import chat.core.name.RoomName;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A program that speaks as a member of its own. It is kept as a ruling of the owner, whose target
 * is a line of its fields.
 */
public sealed interface Program {
  /** The kinds of their rulings. */
  Set<String> KINDS = Set.of(Bot.KIND, Bot.CALLED_KIND, Hook.KIND);

  /** The member that it speaks as. */
  Member member();

  /** The hash of its token. */
  String tokenHash();

  /** The ruling that it is kept as. */
  Ruling ruling();

  /**
   * Reads a ruling.
   *
   * @throws IllegalArgumentException when it is no program
   */
  static Program of(Ruling ruling) {
    return parse(ruling.kind(), ruling.target());
  }

  /**
   * Reads the fields of a program.
   *
   * @throws IllegalArgumentException when they are none
   */
  static Program parse(String kind, String fields) {
    return switch (kind) {
      case Bot.KIND -> Bot.parse(fields);
      case Bot.CALLED_KIND -> Bot.parseCalled(fields);
      case Hook.KIND -> Hook.parse(fields);
      default -> throw new IllegalArgumentException("no kind of program");
    };
  }

  private static Ruling ruling(String kind, String fields) {
    return new Ruling(kind, fields, Instant.MAX, Duration.ZERO);
  }

  /** Splits off the fields before the name, which may have blanks. */
  private static String[] split(String fields, int count) {
    String[] parts = fields.split(" ", count);
    if (parts.length != count || !Fields.ID.matcher(parts[0]).matches()) {
      throw new IllegalArgumentException("no fields of a program");
    }
    return parts;
  }

  /** Patterns of the fields. */
  final class Fields {
    private static final Pattern ID = Pattern.compile("bot-[A-Za-z0-9_-]{12}");

    private Fields() {}
  }

  /**
   * A bot, which has the whole protocol.
   *
   * @param callback where it is called when it is mentioned
   */
  record Bot(Member member, String tokenHash, Optional<Callback> callback) implements Program {
    static final String KIND = "bot";

    /** The kind of a bot with an address, whose fields are more. */
    static final String CALLED_KIND = "called-bot";

    @Override
    public Ruling ruling() {
      return callback
          .map(to ->
              Program.ruling(
                  CALLED_KIND,
                  String.join(
                      " ",
                      member.id(),
                      tokenHash,
                      to.secret(),
                      to.since().toString(),
                      to.url().toString(),
                      member.name())))
          .orElseGet(
              () -> Program.ruling(KIND, String.join(" ", member.id(), tokenHash, member.name())));
    }

    private static Bot parse(String fields) {
      String[] parts = split(fields, 3);
      return new Bot(new Member(parts[0], parts[2]), parts[1], Optional.empty());
    }

    private static Bot parseCalled(String fields) {
      String[] parts = split(fields, 6);
      var callback = new Callback(URI.create(parts[4]), parts[2], Instant.parse(parts[3]));
      return new Bot(new Member(parts[0], parts[5]), parts[1], Optional.of(callback));
    }

    /** Without the hash, because what is printed ends in logs. */
    @Override
    public String toString() {
      return "Bot[" + member + ']';
    }
  }

  /**
   * Where a bot is called.
   *
   * @param url with the scheme {@code http} or {@code https}, and a host
   * @param secret signs the calls; kept as it is, because a hash cannot sign
   * @param since when the bot was made
   */
  record Callback(URI url, String secret, Instant since) {
    /** Without the secret, because what is printed ends in logs. */
    @Override
    public String toString() {
      return "Callback[" + url.getHost() + ']';
    }
  }

  /** A hook, which says things in one room and reads nothing. */
  record Hook(Member member, String tokenHash, RoomName room) implements Program {
    static final String KIND = "hook";

    @Override
    public Ruling ruling() {
      return Program.ruling(
          KIND, String.join(" ", member.id(), tokenHash, room.value(), member.name()));
    }

    private static Hook parse(String fields) {
      String[] parts = split(fields, 4);
      return new Hook(new Member(parts[0], parts[3]), parts[1], new RoomName(parts[2]));
    }

    @Override
    public String toString() {
      return "Hook[" + member + ", " + room + ']';
    }
  }
}
