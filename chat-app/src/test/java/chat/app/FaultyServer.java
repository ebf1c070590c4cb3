package chat.app;

import chat.app.consistency.FaultInjection;
import chat.app.testing.ServerProcess;
import chat.core.log.MemoryTranscripts;
import chat.core.log.TranscriptProvider;
import chat.core.log.Transcripts;
import chat.web.ChatServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** A server with an injected fault, in a process of its own. */
public final class FaultyServer {
  private FaultyServer() {}

  /** Starts the modules of the program, with the test classes patched into chat.app. */
  public static ServerProcess start(FaultInjection fault, String... flags) throws IOException {
    var tests = FaultyServer.class.getProtectionDomain().getCodeSource().getLocation();
    var command =
        new ArrayList<String>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-p",
                System.getProperty("chat.modules"),
                "--patch-module",
                "chat.app=" + Path.of(tests.getPath()),
                "-m",
                "chat.app/" + FaultyServer.class.getName(),
                fault.name()));
    command.addAll(List.of(flags));
    return ServerProcess.start(new ProcessBuilder(command));
  }

  /**
   * Does the same as {@link Main}, with the fault.
   *
   * @param arguments the fault, then the flags
   */
  public static void main(String[] arguments) throws InvalidSettingException {
    String[] flags = Arrays.copyOfRange(arguments, 1, arguments.length);
    Settings settings = Settings.read(flags, Map.of(), Path.of("/nowhere")).orElseThrow();
    Transcripts transcripts = new MemoryTranscripts(InstantSource.system());
    List<byte[]> keys = List.of(DataDirectory.randomKey());
    if (settings.data().isPresent()) {
      DataDirectory directory = DataDirectory.open(settings.data().get());
      keys = directory.cookieKeys();
      var location = new TranscriptProvider.Location(directory.path().toUri(), Optional.empty());
      transcripts =
          ServiceLoader.load(TranscriptProvider.class).stream()
              .map(ServiceLoader.Provider::get)
              .filter(provider -> provider.opens(location.uri()))
              .findFirst()
              .orElseThrow()
              .open(location, InstantSource.system());
    }
    var server =
        new ChatServer(settings.web(), FaultInjection.valueOf(arguments[0]).in(transcripts), keys);
    server.start();
    System.out.println("Listening with a fault: http://localhost:" + server.port() + "/");
  }
}
