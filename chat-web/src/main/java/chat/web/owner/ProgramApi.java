package chat.web.owner;

import chat.core.NicknameClaims;
import chat.core.SeatRemovals;
import chat.core.cluster.RemovalCommand;
import chat.core.cluster.StoreUnavailableException;
import chat.core.name.InvalidNameException;
import chat.core.name.Member;
import chat.core.name.Nickname;
import chat.core.name.RoomName;
import chat.web.access.Origins;
import chat.web.client.TrustedProxies;
import chat.web.http.Endpoint;
import chat.web.http.Form;
import chat.web.http.Preferences;
import chat.web.http.RefusalCode;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.i18n.Messages;
import chat.web.identity.NameSkeleton;
import chat.web.identity.OwnerKey;
import chat.web.programs.Program;
import chat.web.programs.Program.Bot;
import chat.web.programs.Program.Hook;
import chat.web.programs.Programs;
import chat.web.protocol.Json;
import com.fasterxml.jackson.core.JsonGenerator;
import io.helidon.common.parameters.Parameters;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * The owner's HTTP API of bots and hooks:
 *
 * <pre>
 * GET    /api/owner/bots        {"bots":[{"id","name"}…]}
 * POST   /api/owner/bots        name=N: 201 {"id","token"}, the token once
 * DELETE /api/owner/bots/{id}   revokes one
 * GET    /api/owner/hooks       {"hooks":[{"id","name","room"}…]}
 * POST   /api/owner/hooks       name=N, room=R: 201 {"id","url"}, the address once
 * DELETE /api/owner/hooks/{id}  revokes one
 * </pre>
 *
 * The status is {@code 400} for invalid fields, {@code 401} without the key, {@code 404} for an
 * unknown id, {@code 409} for a name that somebody has, {@code 503} where nothing is kept.
 */
public final class ProgramApi implements Endpoint {
  private static final System.Logger LOG = System.getLogger(ProgramApi.class.getName());
  private static final String NICKNAME = "nickname-";
  private static final String BOTS = "/api/owner/bots";
  private static final String HOOKS = "/api/owner/hooks";

  private final OwnerAccess access;
  private final Programs programs;
  private final NicknameClaims nicknames;
  private final SeatRemovals removals;
  private final TrustedProxies proxies;

  public ProgramApi(
      OwnerKey key,
      Origins origins,
      Programs programs,
      NicknameClaims nicknames,
      SeatRemovals removals,
      TrustedProxies proxies) {
    access = new OwnerAccess(key, origins);
    this.programs = programs;
    this.nicknames = nicknames;
    this.removals = removals;
    this.proxies = proxies;
  }

  /** A request that is refused, with the key of the sentence as its message. */
  private static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Status status;

    RefusedException(Status status, String reason) {
      super(reason, null, false, false);
      this.status = status;
    }
  }

  /** Changes the programs. */
  private interface Change {
    void run(ServerRequest request, ServerResponse response)
        throws RefusedException, Programs.TooManyException;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(BOTS, access.only(this::bots)),
        Route.post(BOTS, changing(this::addBot)),
        Route.delete(BOTS + "/{id}", changing((q, r) -> remove(Bot.class, q, r))),
        Route.get(HOOKS, access.only(this::hooks)),
        Route.post(HOOKS, changing(this::addHook)),
        Route.delete(HOOKS + "/{id}", changing((q, r) -> remove(Hook.class, q, r))));
  }

  private Handler changing(Change change) {
    return access.only((request, response) -> {
      try {
        change.run(request, response);
      } catch (RefusedException e) {
        response.headers().set(RefusalCode.of(e.status, e.getMessage()));
        Responses.line(request, response, e.status, sentence(e.getMessage(), request));
      } catch (Programs.TooManyException e) {
        Responses.refuse(request, response, Status.BAD_REQUEST_400, "too-many-programs");
      } catch (StoreUnavailableException e) {
        Responses.refuse(request, response, Status.SERVICE_UNAVAILABLE_503, "not-kept");
      }
    });
  }

  private static String sentence(String reason, ServerRequest request) {
    return reason.startsWith(NICKNAME)
        ? Messages.of(Preferences.of(request.headers()).locale()).refusal(reason)
        : Responses.sentence(reason, request.headers());
  }

  private void addBot(ServerRequest request, ServerResponse response)
      throws RefusedException, Programs.TooManyException {
    Parameters form = Form.of(request, response);
    if (form.contains("url")) {
      throw new RefusedException(Status.BAD_REQUEST_400, "bot-url");
    }
    Nickname name = name(form);
    Programs.Created<Bot> bot = programs.addBot(name);
    created(bot, "a bot", request, response, json -> json.writeStringField("token", bot.token()));
  }

  private void addHook(ServerRequest request, ServerResponse response)
      throws RefusedException, Programs.TooManyException {
    Parameters form = Form.of(request, response);
    RoomName room = room(form);
    Programs.Created<Hook> hook = programs.addHook(name(form), room);
    String origin = proxies.client(request).origin(request.headers());
    created(
        hook,
        "a hook",
        request,
        response,
        json -> json.writeStringField("url", origin + "/hooks/" + hook.token()));
  }

  private void created(
      Programs.Created<?> created,
      String kind,
      ServerRequest request,
      ServerResponse response,
      Json.Body secrets) {
    Member member = created.program().member();
    LOG.log(Level.INFO, "the owner has made {0}, {1} ({2})", kind, member.name(), member.id());
    response.status(Status.CREATED_201);
    Responses.json(
        request,
        response,
        Json.object(json -> {
          json.writeStringField("id", member.id());
          secrets.writeTo(json);
        }));
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

  private void remove(Class<? extends Program> kind, ServerRequest request, ServerResponse response)
      throws RefusedException {
    String id = request.path().pathParameters().get("id");
    if (!programs.remove(id, kind)) {
      throw new RefusedException(Status.NOT_FOUND_404, Status.NOT_FOUND_404.codeText());
    }
    removals.remove(new RemovalCommand.Kick(id));
    LOG.log(Level.INFO, "the owner has revoked {0}", id);
    response.status(Status.NO_CONTENT_204).send();
  }

  private void bots(ServerRequest request, ServerResponse response) {
    Responses.json(request, response, list("bots", programs.bots(), (json, bot) -> {}));
  }

  private void hooks(ServerRequest request, ServerResponse response) {
    Responses.json(request, response, list("hooks", programs.hooks(), this::hook));
  }

  /** Writes the fields of a kind of program. */
  private interface FieldWriter<P> {
    void write(JsonGenerator json, P program) throws IOException;
  }

  private static <P extends Program> byte[] list(String field, List<P> all, FieldWriter<P> writer) {
    return Json.object(json -> {
      json.writeArrayFieldStart(field);
      for (P program : all) {
        json.writeStartObject();
        json.writeStringField("id", program.member().id());
        json.writeStringField("name", program.member().name());
        writer.write(json, program);
        json.writeEndObject();
      }
      json.writeEndArray();
    });
  }

  private void hook(JsonGenerator json, Hook hook) throws IOException {
    json.writeStringField("room", hook.room().value());
  }
}
