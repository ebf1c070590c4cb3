package chat.app;

import chat.app.consistency.FaultInjection;
import chat.app.testing.ServerProcess;
import chat.core.log.MemoryTranscripts;
import chat.core.log.TranscriptProvider;
import chat.core.log.TranscriptProvider.Location;
import chat.core.log.Transcripts;
import chat.web.ChatServer;
import chat.web.config.ServerSecrets;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** A server with an injected fault, in a process of its own. */
public final class FaultyServer {
  private FaultyServer() {}

  /** Starts the modules of the program, with the test classes patched into chat.app. */
  public static ServerProcess start(FaultInjection fault, String... flags) throws IOException {
    return ServerProcess.start(command(fault, List.of(flags)));
  }

  /** Starts one of several servers of a database. */
  public static ServerProcess startWithDatabase(
      FaultInjection fault, int port, Location database, String... flags) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of("--port", Integer.toString(port), "--database", database.uri().toString()));
    all.addAll(List.of(flags));
    ProcessBuilder command = command(fault, all);
    command.environment().put("CHAT_DATABASE_PASSWORD", database.password().orElseThrow());
    return ServerProcess.start(command);
  }

  private static ProcessBuilder command(FaultInjection fault, List<String> flags) {
    var tests = FaultyServer.class.getProtectionDomain().getCodeSource().getLocation();
    var command =
        new ArrayList<String>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-p",
                System.getProperty("chat.modules"),
                "--patch-module",
                "chat.app=" + Path.of(tests.getPath()),
                // Some faults use the database themselves.
                "--add-reads",
                "chat.app=java.sql,org.postgresql.jdbc",
                "-m",
                "chat.app/" + FaultyServer.class.getName(),
                fault.name()));
    command.addAll(flags);
    return new ProcessBuilder(command);
  }

  /**
   * Does the same as {@link Main}, with the fault.
   *
   * @param arguments the fault, then the flags
   */
  public static void main(String[] arguments) throws InvalidSettingException {
    String[] flags = Arrays.copyOfRange(arguments, 1, arguments.length);
    Settings settings = Settings.read(flags, System.getenv(), Path.of("/nowhere")).orElseThrow();
    ChatServer server = create(FaultInjection.valueOf(arguments[0]), settings);
    server.start();
    System.out.println("Listening with a fault: http://localhost:" + server.port() + "/");
  }

  private static ChatServer create(FaultInjection fault, Settings settings)
      throws InvalidSettingException {
    if (settings.database().isPresent()) {
      Location location = settings.database().get();
      Transcripts transcripts = open(location);
      var keys = new SharedKeys(transcripts.stores().orElseThrow().secrets());
      var secrets = ServerSecrets.temporary(keys.cookieKeys(), keys.ownerKey().key());
      return new ChatServer(settings.web(), fault.in(transcripts, location), secrets);
    }
    if (settings.data().isPresent()) {
      DataDirectory directory = DataDirectory.open(settings.data().get());
      var location = new Location(directory.path().toUri(), Optional.empty());
      Transcripts transcripts = fault.in(open(location), location);
      return new ChatServer(settings.web(), transcripts, directory.cookieKeys());
    }
    var nowhere = new Location(URI.create("memory:/"), Optional.empty());
    Transcripts transcripts = fault.in(new MemoryTranscripts(InstantSource.system()), nowhere);
    return new ChatServer(settings.web(), transcripts, List.of(DataDirectory.randomKey()));
  }

  private static Transcripts open(Location location) {
    return ServiceLoader.load(TranscriptProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.opens(location.uri()))
        .findFirst()
        .orElseThrow()
        .open(location, InstantSource.system());
  }
}
