package chat.app;

import chat.core.log.MemoryTranscripts;
import chat.core.log.TranscriptProvider;
import chat.core.log.Transcripts;
import chat.web.ChatServer;
import chat.web.config.ListenerSettings;
import chat.web.config.ServerSecrets;
import chat.web.config.StartupException;
import chat.web.config.WebSettings;
import java.math.BigDecimal;
import java.net.BindException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.locks.LockSupport;

/** Starts the server, and stops it when the process ends. */
public final class Main {
  private static final int STATUS_WRONG_SETTING = 2;
  private static final long MAX_STOP_NANOS = 9_000_000_000L;

  private Main() {}

  /**
   * Reads the settings, starts the server, and prints its address.
   *
   * @param arguments the flags; {@code --help} lists them
   */
  public static void main(String[] arguments) {
    try {
      Optional<Settings> settings = Settings.read(arguments, System.getenv(), Path.of(""));
      if (settings.isPresent()) {
        start(settings.get());
      }
    } catch (InvalidSettingException | TranscriptProvider.OpenException | StartupException e) {
      end(STATUS_WRONG_SETTING, e.getMessage());
    }
  }

  private static void start(Settings settings) throws InvalidSettingException {
    // 25 ms beside the rest of the start: Helidon 4.5.0 parses a size with it (HttpConfig).
    Thread.ofPlatform()
        .name("initialization")
        .start(() -> {
          var _ = BigDecimal.ZERO;
        });
    new Logging().initialization();
    if (settings.data().isPresent()) {
      startDurable(settings.web(), DataDirectory.open(settings.data().get()));
    } else {
      startInMemory(settings.web());
    }
  }

  private static void startInMemory(WebSettings settings) throws InvalidSettingException {
    String ownerKey = DataDirectory.randomText();
    var secrets = ServerSecrets.temporary(List.of(DataDirectory.randomKey()), ownerKey);
    serve(settings, new ChatServer(settings, inMemory(), secrets));
    System.out.println("The owner's key until it ends: " + ownerKey);
  }

  private static void startDurable(WebSettings settings, DataDirectory directory)
      throws InvalidSettingException {
    // The log is opened beside the rest of the start, which waits for no disk then.
    var transcripts = new DeferredTranscripts(() -> durable(directory).orElseGet(Main::inMemory));
    DataDirectory.OwnerKey ownerKey = directory.ownerKey();
    var secrets =
        new ServerSecrets(
            directory.cookieKeys(),
            ownerKey.key(),
            Optional.of(directory.bans()),
            Optional.of(directory.slowRooms()));
    serve(settings, new ChatServer(settings, transcripts, secrets));
    if (ownerKey.isNew()) {
      System.out.println(
          "The owner's key, shown this once and kept in "
              + directory.ownerKeyFile()
              + ": "
              + ownerKey.key());
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

  private static void serve(WebSettings settings, ChatServer server)
      throws InvalidSettingException {
    try {
      server.start();
    } catch (TranscriptProvider.OpenException | StartupException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new InvalidSettingException(listenError(settings.listener(), e));
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
    System.out.println("Chat is open at " + address(settings.listener(), server.port()));
  }

  private static String listenError(ListenerSettings listener, RuntimeException e) {
    String address = listener.host() + " port " + listener.port();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return String.valueOf(cause.getMessage()).contains("in use")
            ? "--port: port "
                + listener.port()
                + " is in use; stop what uses it, or choose another port."
            : "--host: cannot listen at "
                + address
                + "; choose an address of this machine and a port that is allowed.";
      }
    }
    return "The server cannot listen at " + address + ": " + e.getMessage();
  }

  private static String address(ListenerSettings listener, int port) {
    String host = listener.host();
    boolean isAny = host.equals("0.0.0.0") || host.equals("::");
    String shown = isAny ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
    return (listener.tls().isPresent() ? "https://" : "http://") + shown + ":" + port + "/";
  }

  /** Ends the process with status 0; the JVM would end with the status of the signal. */
  private static void stop(ChatServer server) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          LockSupport.parkNanos(MAX_STOP_NANOS);
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
