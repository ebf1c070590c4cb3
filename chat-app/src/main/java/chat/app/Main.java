package chat.app;

import chat.core.log.MemoryTranscripts;
import chat.core.log.TranscriptProvider;
import chat.core.log.Transcripts;
import chat.web.ChatServer;
import chat.web.config.ServerSecrets;
import chat.web.config.StartupException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Starts the room. */
public final class Main {
  private static final int WRONG_SETTING = 2;
  private static final long LONGEST_STOP_NANOS = 9_000_000_000L;

  private Main() {}

  /**
   * Reads the settings, starts the server, says where it is.
   *
   * @param arguments the flags; {@code --help} lists them
   */
  public static void main(String[] arguments) {
    String version =
        Optional.ofNullable(Main.class.getModule().getDescriptor())
            .flatMap(java.lang.module.ModuleDescriptor::rawVersion)
            .orElse("development");
    CommandLine commandLine = Settings.commandLine("chat " + version);
    try {
      ParseResult flags = commandLine.parseArgs(arguments);
      if (!CommandLine.printHelpIfRequested(flags)) {
        start(Settings.read(flags, System.getenv(), Path.of("")));
      }
    } catch (ParameterException e) {
      end(WRONG_SETTING, Settings.sentence(e));
    } catch (InvalidSettingException | TranscriptProvider.OpenException | StartupException e) {
      end(WRONG_SETTING, e.getMessage());
    }
  }

  private static void start(Settings settings) throws InvalidSettingException {
    new Logging().initialization();
    if (settings.data().isPresent()) {
      startIn(DataDirectory.open(settings.data().get()), settings);
    } else {
      String key = DataDirectory.randomText();
      var forThisTime = ServerSecrets.forThisTime(List.of(DataDirectory.randomKey()), key);
      serve(settings, new ChatServer(settings.web(), inMemory(), forThisTime));
      System.out.println("The owner's key until it ends: " + key);
    }
  }

  private static void startIn(DataDirectory directory, Settings settings)
      throws InvalidSettingException {
    var transcripts = new Opening(() -> durable(directory).orElseGet(Main::inMemory));
    DataDirectory.OwnerKey owner = directory.ownerKey();
    var keepsakes =
        new ServerSecrets(
            directory.cookieKeys(),
            owner.key(),
            Optional.of(directory.bans()),
            Optional.of(directory.slowRooms()));
    serve(settings, new ChatServer(settings.web(), transcripts, keepsakes));
    if (owner.isNew()) {
      System.out.println(
          "The owner's key, shown this once and kept in "
              + directory.ownerKeyFile()
              + ": "
              + owner.key());
    }
  }

  private static Transcripts inMemory() {
    return new MemoryTranscripts(InstantSource.system());
  }

  private static Optional<Transcripts> durable(DataDirectory directory) {
    return ServiceLoader.load(TranscriptProvider.class)
        .findFirst()
        .map(provider -> provider.open(directory.path(), InstantSource.system()));
  }

  private static void serve(Settings settings, ChatServer server) throws InvalidSettingException {
    try {
      server.start();
    } catch (TranscriptProvider.OpenException | StartupException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new InvalidSettingException(whyNotListening(settings, e));
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
    System.out.println("Chat is open at " + address(settings, server.port()));
  }

  private static String whyNotListening(Settings settings, RuntimeException e) {
    int port = settings.web().listener().port();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return String.valueOf(cause.getMessage()).contains("in use")
            ? "--port: port " + port + " is in use; stop what uses it, or choose another port."
            : "--host: cannot listen at "
                + settings.web().listener().host()
                + " port "
                + port
                + "; "
                + "choose an address of this machine and a port that is allowed.";
      }
    }
    return "The server cannot listen at "
        + settings.web().listener().host()
        + " port "
        + port
        + ": "
        + e.getMessage();
  }

  private static String address(Settings settings, int port) {
    String host = settings.web().listener().host();
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    String shown = everywhere ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
    return (settings.web().listener().tls().isPresent() ? "https://" : "http://")
        + shown
        + ":"
        + port
        + "/";
  }

  /** Ends the process with status 0, where the JVM would end with that of the signal. */
  private static void stop(ChatServer server) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          LockSupport.parkNanos(LONGEST_STOP_NANOS);
          Runtime.getRuntime().halt(0);
        });
    server.stop();
    Runtime.getRuntime().halt(0);
  }

  private static void end(int status, String sentence) {
    System.err.println(sentence);
    System.exit(status);
  }
}
