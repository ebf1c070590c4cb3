package chat.app;

import chat.core.cluster.StoreUnavailableException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The commands beside the server, by their names. They are loaded only when one is called. */
final class Commands {
  private static final Map<String, Command> ALL =
      Map.of(
          CopyCommand.NAME,
              (context, arguments) ->
                  new CopyCommand(context.environment(), context.providers(), context.output())
                      .run(arguments),
          BackupCommand.NAME, (context, arguments) -> new BackupCommand(context).run(arguments),
          RestoreCommand.NAME, (context, arguments) -> new RestoreCommand(context).run(arguments));

  private Commands() {}

  /** Runs a command. */
  interface Command {
    /**
     * @param arguments those after the command's name
     * @throws InvalidSettingException with a sentence for the owner
     */
    void run(CommandContext context, String... arguments) throws InvalidSettingException;
  }

  /** A command line that calls a command. */
  record Call(Command command, String... arguments) {
    void run(CommandContext context) throws InvalidSettingException, StoreUnavailableException {
      command.run(context, arguments);
    }
  }

  /** The command that a command line calls; empty: it is one of the server. */
  static Optional<Call> find(String... arguments) {
    return Optional.ofNullable(ALL.get(arguments[0]))
        .map(command -> new Call(command, Arrays.copyOfRange(arguments, 1, arguments.length)));
  }
}
