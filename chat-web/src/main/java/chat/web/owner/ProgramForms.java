package chat.web.owner;

import chat.web.client.TrustedProxies;
import chat.web.owner.ProgramActions.RefusedException;
import chat.web.programs.Program;
import chat.web.programs.Program.Bot;
import chat.web.programs.Program.Hook;
import chat.web.programs.Programs;
import io.helidon.common.parameters.Parameters;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The part of the owner's page about bots and hooks, as plain values. */
final class ProgramForms {
  private static final Set<String> ACTIONS =
      Set.of("add-bot", "add-hook", "revoke-bot", "revoke-hook");

  private final ProgramActions actions;
  private final TrustedProxies proxies;

  ProgramForms(ProgramActions actions, TrustedProxies proxies) {
    this.actions = actions;
    this.proxies = proxies;
  }

  /** Whether an action of the page is one of these. */
  static boolean contains(String action) {
    return ACTIONS.contains(action);
  }

  /**
   * Runs an action.
   *
   * @return what is shown this once: the name of what was made, with its {@code token}, {@code
   *     secret} or {@code url}; empty when nothing was made
   */
  Map<String, String> run(String action, Parameters form, ServerRequest request)
      throws RefusedException {
    return switch (action) {
      case "add-bot" -> shown(actions.addBot(form));
      case "add-hook" -> {
        Programs.Created<Hook> hook = actions.addHook(form);
        yield created(
            hook.program().member().name(), "", "", ProgramApi.address(hook, request, proxies));
      }
      case "revoke-bot" -> {
        actions.remove(form.first("id").orElse(""), Bot.class);
        yield Map.of();
      }
      default -> {
        actions.remove(form.first("id").orElse(""), Hook.class);
        yield Map.of();
      }
    };
  }

  private static Map<String, String> shown(Programs.Created<Bot> bot) {
    String secret = bot.program().callback().map(Program.Callback::secret).orElse("");
    return created(bot.program().member().name(), bot.token(), secret, "");
  }

  private static Map<String, String> created(String name, String token, String secret, String url) {
    return Map.of("name", name, "token", token, "secret", secret, "url", url);
  }

  /** The bots; {@code place} is where one is called, or empty. */
  List<Map<String, String>> bots() {
    return actions.bots().stream()
        .map(bot ->
            row(
                bot.member().id(),
                bot.member().name(),
                bot.callback().map(to -> to.url().toString()).orElse("")))
        .toList();
  }

  /** The hooks; {@code place} is the room of each. */
  List<Map<String, String>> hooks() {
    return actions.hooks().stream()
        .map(hook -> row(hook.member().id(), hook.member().name(), hook.room().value()))
        .toList();
  }

  private static Map<String, String> row(String id, String name, String place) {
    return Map.of("id", id, "name", name, "place", place);
  }
}
