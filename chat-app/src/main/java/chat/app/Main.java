package chat.app;

import chat.core.cluster.SecretStore;
import chat.core.cluster.StoreUnavailableException;
import chat.core.log.MemoryTranscripts;
import chat.core.log.TranscriptProvider;
import chat.core.log.TranscriptProvider.Location;
import chat.core.log.Transcripts;
import chat.files.TemporaryFolder;
import chat.files.store.DirectoryFileStore;
import chat.web.ChatServer;
import chat.web.config.FileStorage;
import chat.web.config.ListenerSettings;
import chat.web.config.ServerSecrets;
import chat.web.config.StartupException;
import chat.web.config.WebSettings;
import java.math.BigDecimal;
import java.net.SocketException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** Starts the server, and stops it when the process ends. */
public final class Main {
  private static final int STATUS_WRONG_SETTING = 2;
  private static final int FAILED = 1;
  private static final long MAX_STOP_NANOS = 9_000_000_000L;

  private Main() {}

  /**
   * Reads the settings, starts the server, and prints its address.
   *
   * @param arguments the flags; {@code --help} lists them
   */
  public static void main(String[] arguments) {
    try {
      if (arguments.length > 0 && !arguments[0].startsWith("-")) {
        Optional<Commands.Call> call = Commands.find(arguments);
        if (call.isPresent()) {
          run(call.get());
          return;
        }
      }
      SettingsReload.Source source = () -> Settings.read(arguments, System.getenv(), Path.of(""));
      Optional<Settings> settings = source.read();
      if (settings.isPresent()) {
        start(settings.get(), new SettingsReload(source, settings.get()));
      }
    } catch (InvalidSettingException | TranscriptProvider.OpenException | StartupException e) {
      end(STATUS_WRONG_SETTING, e.getMessage());
    } catch (StoreUnavailableException e) {
      end(FAILED, "The server cannot start, because " + e.getMessage() + "; start it again.");
    } catch (RuntimeException | Error e) {
      System.getLogger(Main.class.getName())
          .log(System.Logger.Level.ERROR, "the server cannot start", e);
      System.exit(FAILED);
    }
  }

  private static void run(Commands.Call command) throws InvalidSettingException {
    new Logging().initialization();
    try {
      command.run(new CommandContext(System.getenv(), Path.of(""), providers(), System.out));
    } catch (StoreUnavailableException e) {
      end(FAILED, "Nothing is done, because " + e.getMessage() + "; try again.");
    } catch (ChecksFailedException e) {
      end(FAILED, e.getMessage());
    }
  }

  private static void start(Settings settings, SettingsReload reload)
      throws InvalidSettingException {
    // 25 ms beside the rest of the start: Helidon 4.5.0 parses a size with it (HttpConfig).
    Thread.ofPlatform()
        .name("initialization")
        .start(() -> {
          var _ = BigDecimal.ZERO;
        });
    Logging.setFormat(settings.logFormat());
    if (settings.database().isPresent()) {
      startShared(settings.web(), settings.database().get(), reload);
    } else if (settings.data().isPresent()) {
      startDurable(settings.web(), DataDirectory.open(settings.data().get()), reload);
    } else {
      startInMemory(settings.web(), reload);
    }
  }

  /** The keys are those of the database, because other servers use them, too. */
  private static void startShared(WebSettings settings, Location location, SettingsReload reload)
      throws InvalidSettingException {
    Transcripts transcripts = inDatabase(location);
    var keys = new SharedKeys(transcripts.stores().orElseThrow().secrets());
    SecretStore.OwnerKey ownerKey = keys.ownerKey();
    try {
      var secrets = ServerSecrets.temporary(keys.cookieKeys(), ownerKey.key());
      TemporaryFolder temporary = temporaryFolder();
      Optional<FileStorage> files =
          transcripts.files().map(store -> new FileStorage(store, temporary.path()));
      var server = new ChatServer(settings, transcripts, secrets, files);
      announce(settings, start(settings, server, temporary::close), temporary::close, reload);
      temporary.deleteAbandoned();
    } finally {
      // Also when this start fails, because no other one shows it.
      if (ownerKey.isNew()) {
        System.out.println(
            "The owner's key, shown this once and kept in the database: " + ownerKey.key());
      }
    }
  }

  private static void startInMemory(WebSettings settings, SettingsReload reload)
      throws InvalidSettingException {
    String ownerKey = DataDirectory.randomText();
    var secrets = ServerSecrets.temporary(List.of(DataDirectory.randomKey()), ownerKey);
    TemporaryFolder temporary = temporaryFolder();
    var files = storage(new DirectoryFileStore(temporary.path(), InstantSource.system()));
    var server = new ChatServer(settings, inMemory(), secrets, files);
    announce(settings, start(settings, server, temporary::close), temporary::close, reload);
    System.out.println("The owner's key until it ends: " + ownerKey);
    temporary.deleteAbandoned();
  }

  private static void startDurable(
      WebSettings settings, DataDirectory directory, SettingsReload reload)
      throws InvalidSettingException {
    // The log is opened beside the rest of the start, which waits for no disk then.
    var transcripts =
        new DeferredTranscripts(() ->
            open(new Location(directory.path().toUri(), Optional.empty()))
                .orElseThrow(() ->
                    new TranscriptProvider.OpenException(
                        "--data: the module chat.sqlite, which keeps the log, is not here; add it to the module path, or give none to keep nothing.",
                        null)));
    DataDirectory.OwnerKey ownerKey = directory.ownerKey();
    var secrets =
        new ServerSecrets(
            directory.cookieKeys(),
            ownerKey.key(),
            Optional.of(directory.bans()),
            Optional.of(directory.slowRooms()),
            Optional.of(directory.roomsWithoutPins()),
            Optional.of(directory.signOuts()),
            Optional.of(directory.programs()));
    var files = storage(new DirectoryFileStore(directory.files(), InstantSource.system()));
    Runnable nothing = () -> {};
    ChatServer server =
        start(settings, new ChatServer(settings, transcripts, secrets, files), nothing);
    if (ownerKey.isNew()) {
      directory.keep(ownerKey);
    }
    announce(settings, server, nothing, reload);
    if (ownerKey.isNew()) {
      System.out.println(
          "The owner's key, shown this once and kept in "
              + directory.ownerKeyFile()
              + ": "
              + ownerKey.key());
    }
  }

  private static Optional<FileStorage> storage(DirectoryFileStore store) {
    return Optional.of(new FileStorage(store, store.temporaryFolder()));
  }

  private static TemporaryFolder temporaryFolder() {
    return TemporaryFolder.in(Path.of(System.getProperty("java.io.tmpdir")));
  }

  private static Transcripts inMemory() {
    return new MemoryTranscripts(InstantSource.system());
  }

  private static Transcripts inDatabase(Location database) {
    return open(database)
        .orElseThrow(() ->
            new TranscriptProvider.OpenException(
                "--database: there is no log of this kind; give a URL such as postgresql://chat@db.example/chat.",
                null));
  }

  private static Optional<Transcripts> open(Location location) {
    return providers().stream()
        .filter(provider -> provider.opens(location.uri()))
        .findFirst()
        .map(provider -> provider.open(location, InstantSource.system()));
  }

  private static List<TranscriptProvider> providers() {
    return ServiceLoader.load(TranscriptProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /**
   * @param afterwards called when the server has stopped
   */
  private static ChatServer start(WebSettings settings, ChatServer server, Runnable afterwards)
      throws InvalidSettingException {
    server.onFailure(
        () -> Thread.ofPlatform().name("stop").start(() -> stop(server, afterwards, FAILED)));
    try {
      server.start();
    } catch (TranscriptProvider.OpenException | StartupException e) {
      throw e;
    } catch (RuntimeException e) {
      throw listenError(settings.listener(), e).orElseThrow(() -> e);
    }
    return server;
  }

  private static void announce(
      WebSettings settings, ChatServer server, Runnable afterwards, SettingsReload reload) {
    HangUpSignal.handle(() -> reload.run(server::reload));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, afterwards, 0), "stop"));
    new Announcement(settings.listener(), server.port()).print(System.out);
  }

  /** A sentence for what the owner can correct; empty for everything else, which has a trace. */
  private static Optional<InvalidSettingException> listenError(
      ListenerSettings listener, RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketException || cause instanceof UnresolvedAddressException) {
        return Optional.of(new InvalidSettingException(listenError(listener, cause.getMessage())));
      }
    }
    return Optional.empty();
  }

  private static String listenError(ListenerSettings listener, String reason) {
    return String.valueOf(reason).contains("in use")
        ? "--port: port "
            + listener.port()
            + " is in use; stop what uses it, or choose another port."
        : "--host: cannot listen at "
            + listener.host()
            + " port "
            + listener.port()
            + "; choose an address of this machine and a port that is allowed.";
  }

  /**
   * Ends the process with a status; the JVM would end with that of the signal.
   *
   * @param afterwards called when the server has stopped
   * @param status 0 unless something has failed, so that a supervisor starts the server again
   */
  private static void stop(ChatServer server, Runnable afterwards, int status) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          LockSupport.parkNanos(MAX_STOP_NANOS);
          try {
            log("the server ends without waiting any longer");
          } finally {
            Runtime.getRuntime().halt(status);
          }
        });
    try {
      log("the server stops");
      server.stop();
      afterwards.run();
      log("the server has stopped");
    } catch (RuntimeException | Error e) {
      // As without a free file descriptor.
      log("the server has not stopped as it should: " + e);
    } finally {
      Runtime.getRuntime().halt(status);
    }
  }

  /** Not by a logger: when the process is to end, Java resets the loggers at the same time. */
  private static void log(String line) {
    var record = new LogRecord(Level.INFO, line);
    record.setLoggerName(Main.class.getName());
    System.err.print(Logging.line(record));
  }

  private static void end(int status, String sentence) {
    System.err.println(sentence);
    System.exit(status);
  }
}
