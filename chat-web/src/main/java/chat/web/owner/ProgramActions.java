package chat.web.owner;

import chat.core.NicknameClaims;
import chat.core.SeatRemovals;
import chat.core.cluster.RemovalCommand;
import chat.core.name.InvalidNameException;
import chat.core.name.Member;
import chat.core.name.Nickname;
import chat.core.name.RoomName;
import chat.web.calls.CallbackUrl;
import chat.web.calls.CallbackUrl.InvalidUrlException;
import chat.web.identity.NameSkeleton;
import chat.web.programs.Program;
import chat.web.programs.Program.Bot;
import chat.web.programs.Program.Hook;
import chat.web.programs.Programs;
import io.helidon.common.parameters.Parameters;
import io.helidon.http.Status;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The owner's actions on bots and hooks, with fields of forms. A change throws a {@link
 * chat.core.cluster.StoreUnavailableException} when it cannot be kept.
 */
public final class ProgramActions {
  private static final System.Logger LOG = System.getLogger(ProgramActions.class.getName());

  /** Begins the codes of reasons that are about a name. */
  static final String NICKNAME = "nickname-";

  private final Programs programs;
  private final NicknameClaims nicknames;
  private final SeatRemovals removals;
  private final boolean callsPrivate;
  private final Runnable changed;

  /**
   * @param callsPrivate whether bots at private addresses are called
   * @param changed called after a change
   */
  public ProgramActions(
      Programs programs,
      NicknameClaims nicknames,
      SeatRemovals removals,
      boolean callsPrivate,
      Runnable changed) {
    this.programs = programs;
    this.nicknames = nicknames;
    this.removals = removals;
    this.callsPrivate = callsPrivate;
    this.changed = changed;
  }

  /** An action that is refused, with the code of the reason as its message. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Status status;

    RefusedException(Status status, String reason) {
      super(reason, null, false, false);
      this.status = status;
    }

    Status status() {
      return status;
    }
  }

  List<Bot> bots() {
    return programs.bots();
  }

  List<Hook> hooks() {
    return programs.hooks();
  }

  /** Makes a bot: {@code name}, and {@code url} or none. An empty url is none. */
  Programs.Created<Bot> addBot(Parameters form) throws RefusedException {
    Optional<URI> url = url(form);
    Nickname name = name(form);
    try {
      return created("a bot", programs.addBot(name, url));
    } catch (Programs.TooManyException e) {
      throw tooMany();
    }
  }

  /** Makes a hook: {@code name} and {@code room}. */
  Programs.Created<Hook> addHook(Parameters form) throws RefusedException {
    RoomName room = room(form);
    Nickname name = name(form);
    try {
      return created("a hook", programs.addHook(name, room));
    } catch (Programs.TooManyException e) {
      throw tooMany();
    }
  }

  private static RefusedException tooMany() {
    return new RefusedException(Status.BAD_REQUEST_400, "too-many-programs");
  }

  private <P extends Program> Programs.Created<P> created(
      String kind, Programs.Created<P> created) {
    Member member = created.program().member();
    LOG.log(Level.INFO, "the owner has made {0}, {1} ({2})", kind, member.name(), member.id());
    changed.run();
    return created;
  }

  /** Revokes a program of a kind, and closes its connections. */
  void remove(String id, Class<? extends Program> kind) throws RefusedException {
    if (!programs.remove(id, kind)) {
      throw new RefusedException(Status.NOT_FOUND_404, Status.NOT_FOUND_404.codeText());
    }
    removals.remove(new RemovalCommand.Kick(id));
    LOG.log(Level.INFO, "the owner has revoked {0}", id);
    changed.run();
  }

  private Optional<URI> url(Parameters form) throws RefusedException {
    String text = form.first("url").orElse("").strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(CallbackUrl.parse(text, callsPrivate));
    } catch (InvalidUrlException e) {
      throw new RefusedException(Status.BAD_REQUEST_400, e.getMessage());
    }
  }

  private Nickname name(Parameters form) throws RefusedException {
    try {
      Nickname name = new Nickname(form.first("name").orElse(""));
      if (NameSkeleton.isReserved(name.value())) {
        throw new InvalidNameException(InvalidNameException.Reason.RESERVED);
      }
      if (!nicknames.isFreeFor(new Member(Member.BOT_ID, name.value()))) {
        throw new RefusedException(Status.CONFLICT_409, NICKNAME + "taken");
      }
      return name;
    } catch (InvalidNameException e) {
      throw new RefusedException(Status.BAD_REQUEST_400, NICKNAME + e.reason().code());
    }
  }

  private static RoomName room(Parameters form) throws RefusedException {
    try {
      return new RoomName(form.first("room").orElse(""));
    } catch (InvalidNameException e) {
      throw new RefusedException(Status.BAD_REQUEST_400, "field-room");
    }
  }
}
