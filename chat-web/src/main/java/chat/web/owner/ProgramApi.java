package chat.web.owner;

import chat.core.cluster.StoreUnavailableException;
import chat.core.name.Member;
import chat.web.access.Origins;
import chat.web.client.TrustedProxies;
import chat.web.http.Endpoint;
import chat.web.http.Form;
import chat.web.http.Preferences;
import chat.web.http.RefusalCode;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.i18n.Messages;
import chat.web.identity.OwnerKey;
import chat.web.owner.ProgramActions.RefusedException;
import chat.web.programs.Program;
import chat.web.programs.Program.Bot;
import chat.web.programs.Program.Hook;
import chat.web.programs.Programs;
import chat.web.protocol.Json;
import com.fasterxml.jackson.core.JsonGenerator;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The owner's HTTP API of bots and hooks:
 *
 * <pre>
 * GET    /api/owner/bots        {"bots":[{"id","name","url"?}…]}
 * POST   /api/owner/bots        name=N, url=U or none: 201 {"id","token","secret"?}, once
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
  private static final String BOTS = "/api/owner/bots";
  private static final String HOOKS = "/api/owner/hooks";

  private final OwnerAccess access;
  private final ProgramActions actions;
  private final TrustedProxies proxies;

  public ProgramApi(OwnerKey key, Origins origins, ProgramActions actions, TrustedProxies proxies) {
    access = new OwnerAccess(key, origins);
    this.actions = actions;
    this.proxies = proxies;
  }

  /** Changes the programs. */
  private interface Change {
    void run(ServerRequest request, ServerResponse response) throws RefusedException;
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
        response.headers().set(RefusalCode.of(e.status(), e.getMessage()));
        Responses.line(request, response, e.status(), sentence(e.getMessage(), request));
      } catch (StoreUnavailableException e) {
        Responses.refuse(request, response, Status.SERVICE_UNAVAILABLE_503, "not-kept");
      }
    });
  }

  private static String sentence(String reason, ServerRequest request) {
    return reason.startsWith(ProgramActions.NICKNAME)
        ? Messages.of(Preferences.of(request.headers()).locale()).refusal(reason)
        : Responses.sentence(reason, request.headers());
  }

  private void addBot(ServerRequest request, ServerResponse response) throws RefusedException {
    Programs.Created<Bot> bot = actions.addBot(Form.of(request, response));
    Optional<String> secret = bot.program().callback().map(Program.Callback::secret);
    created(
        bot.program().member(),
        request,
        response,
        json -> {
          json.writeStringField("token", bot.token());
          if (secret.isPresent()) {
            json.writeStringField("secret", secret.get());
          }
        });
  }

  private void addHook(ServerRequest request, ServerResponse response) throws RefusedException {
    Programs.Created<Hook> hook = actions.addHook(Form.of(request, response));
    String url = address(hook, request, proxies);
    created(hook.program().member(), request, response, json -> json.writeStringField("url", url));
  }

  /** The address of a hook, from the host that the owner uses. */
  static String address(
      Programs.Created<Hook> hook, ServerRequest request, TrustedProxies proxies) {
    String origin = proxies.client(request).origin(request.headers());
    return origin + "/hooks/" + hook.token();
  }

  private static void created(
      Member member, ServerRequest request, ServerResponse response, Json.Body secrets) {
    response.status(Status.CREATED_201);
    Responses.json(
        request,
        response,
        Json.object(json -> {
          json.writeStringField("id", member.id());
          secrets.writeTo(json);
        }));
  }

  private void remove(Class<? extends Program> kind, ServerRequest request, ServerResponse response)
      throws RefusedException {
    actions.remove(request.path().pathParameters().get("id"), kind);
    response.status(Status.NO_CONTENT_204).send();
  }

  private void bots(ServerRequest request, ServerResponse response) {
    Responses.json(request, response, list("bots", actions.bots(), this::bot));
  }

  private void hooks(ServerRequest request, ServerResponse response) {
    Responses.json(request, response, list("hooks", actions.hooks(), this::hook));
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

  private void bot(JsonGenerator json, Bot bot) throws IOException {
    if (bot.callback().isPresent()) {
      json.writeStringField("url", bot.callback().get().url().toString());
    }
  }

  private void hook(JsonGenerator json, Hook hook) throws IOException {
    json.writeStringField("room", hook.room().value());
  }
}
