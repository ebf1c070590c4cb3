package chat.app;

import chat.sqlite.SqliteProvider;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs the commands that write and restore a backup. */
public final class BackupRun {
  private BackupRun() {}

  /** Writes a backup; returns what was printed. */
  public static String backup(Path data, Path file) throws InvalidSettingException {
    return print(
        context -> new BackupCommand(context).run("--data", data.toString(), file.toString()));
  }

  /** Restores a backup; returns what was printed. */
  public static String restore(Path file, Path data) throws InvalidSettingException {
    return print(
        context -> new RestoreCommand(context).run("--data", data.toString(), file.toString()));
  }

  /** Runs a command. */
  interface Run {
    void run(CommandContext context) throws InvalidSettingException;
  }

  static String print(Run command) throws InvalidSettingException {
    var output = new ByteArrayOutputStream();
    command.run(
        new CommandContext(
            Map.of(),
            Path.of("/nowhere"),
            List.of(new SqliteProvider()),
            new PrintStream(output, true, StandardCharsets.UTF_8)));
    return output.toString(StandardCharsets.UTF_8);
  }
}
