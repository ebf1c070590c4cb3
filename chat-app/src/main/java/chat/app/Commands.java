package chat.app;

import java.util.List;
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
          DoctorCommand.NAME, (context, arguments) -> new DoctorCommand(context).run(arguments),
          BackupCommand.NAME, (context, arguments) -> new BackupCommand(context).run(arguments),
          ExportCommand.NAME, (context, arguments) -> new ExportCommand(context).run(arguments),
          ImportCommand.NAME, (context, arguments) -> new ImportCommand(context).run(arguments),
          RestoreCommand.NAME, (context, arguments) -> new RestoreCommand(context).run(arguments));

  private Commands() {}

  /** Runs a command. */
  interface Command {
    /**
     * Runs.
     *
     * @param arguments those after the command's name
     * @throws InvalidSettingException with a sentence for the owner
     * @throws ChecksFailedException when it checks something, and that fails
     */
    void run(CommandContext context, String... arguments) throws InvalidSettingException;
  }

  /** A command line that calls a command. */
  record Call(Command command, List<String> arguments) {
    void run(CommandContext context) throws InvalidSettingException {
      command.run(context, arguments.toArray(String[]::new));
    }
  }

  /** The command that a command line calls; empty: it is one of the server. */
  static Optional<Call> find(String... line) {
    List<String> words = List.of(line);
    return Optional.ofNullable(ALL.get(words.getFirst()))
        .map(command -> new Call(command, words.subList(1, words.size())));
  }
}
