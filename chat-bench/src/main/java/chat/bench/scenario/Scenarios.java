package chat.bench.scenario;

import chat.bench.client.Subprotocol;
import chat.bench.measurement.ServerProcess.Log;
import java.util.List;

/** The list of all scenarios. */
public final class Scenarios {
  /** The name of the scenarios with several servers of one database. */
  static final String SERVERS = "servers";

  /** The beginning of the names of those that compare streams by HTTP with WebSockets. */
  static final String STREAMS = "streams";

  private Scenarios() {}

  public static final List<Scenario> ALL =
      List.of(
          everybody("everybody", Log.MEMORY, Subprotocol.PLAIN),
          everybody("everybody-v1", Log.MEMORY, Subprotocol.CHAT_V1),
          new TalkScenario(
              "one",
              "1 sends to 1,000; 100 bytes, 128 in flight",
              Log.MEMORY,
              Subprotocol.PLAIN,
              1_000,
              1,
              100,
              128,
              0,
              0),
          steady("steady", Log.MEMORY),
          withSlowReaders("slow", Log.MEMORY),
          withFlood("flood", Log.MEMORY),
          streams("streams-websocket", "1,000 by WebSockets in chat.v1", false),
          streams("streams-http", "1,000 by HTTP", true),
          joins("joins", Log.MEMORY, 0),
          joins("joins-readers", Log.MEMORY, 16),
          new IdleScenario("idle", "10,000 are connected and send nothing"),
          new ServerStart("start", "from the start of the process to the first page"),
          everybody("everybody-durable", Log.DURABLE, Subprotocol.PLAIN),
          everybody("everybody-v1-durable", Log.DURABLE, Subprotocol.CHAT_V1),
          steady("steady-durable", Log.DURABLE),
          withSlowReaders("slow-durable", Log.DURABLE),
          withFlood("flood-durable", Log.DURABLE),
          joins("joins-readers-durable", Log.DURABLE, 16),
          new ReconnectScenario(
              "reconnect",
              "10,000 come back after a SIGKILL, half of them 200 entries behind",
              200),
          words("words", ""),
          new FilesScenario(words("files", ", beside 20 that send files of 10 MiB"), 20),
          servers("servers-room-1", 1, 1),
          servers("servers-room-3", 3, 1),
          servers("servers-rooms-1", 1, 20),
          servers("servers-rooms-3", 3, 20),
          new IdleScenario(
              "servers-idle",
              "15,000 are connected to three servers and send nothing",
              Log.DATABASE,
              3,
              150,
              false),
          new IdleScenario(
              "servers-one-room",
              "10,000 in one room of one server with a database",
              Log.DATABASE,
              1,
              100,
              false),
          new IdleScenario(
              "servers-idle-rooms",
              "the same, each in a room of its own",
              Log.DATABASE,
              1,
              100,
              true));

  private static ServersScenario servers(String name, int servers, int rooms) {
    String description =
        "500 messages a second of 20 to 200 in chat.v1; 100 bytes; %s in a database, %s"
            .formatted(
                rooms == 1 ? "one room" : rooms + " rooms",
                servers == 1 ? "one server" : servers + " servers");
    return new ServersScenario(
        new TalkScenario(
            name,
            description,
            Log.DATABASE,
            Subprotocol.CHAT_V1,
            200,
            20,
            100,
            0,
            500,
            0,
            rooms,
            false),
        servers);
  }

  private static TalkScenario everybody(String name, Log log, Subprotocol subprotocol) {
    String description =
        "32 send to 32"
            + subprotocolSuffix(subprotocol)
            + "; 64 bytes, 16 in flight each"
            + logSuffix(log);
    return new TalkScenario(name, description, log, subprotocol, 32, 32, 64, 16, 0, 0);
  }

  private static TalkScenario steady(String name, Log log) {
    String description = "500 messages a second of 20 to 200; 100 bytes" + logSuffix(log);
    return new TalkScenario(name, description, log, Subprotocol.PLAIN, 200, 20, 100, 0, 500, 0);
  }

  private static TalkScenario streams(String name, String readers, boolean http) {
    String description = "100 messages a second of 20 to " + readers + "; 100 bytes";
    return new TalkScenario(
        name, description, Log.MEMORY, Subprotocol.CHAT_V1, 1_000, 20, 100, 0, 100, 0, 1, http);
  }

  private static TalkScenario words(String name, String beside) {
    String description = "100 messages a second of 20 to 200" + beside + logSuffix(Log.DURABLE);
    return new TalkScenario(
        name, description, Log.DURABLE, Subprotocol.CHAT_V1, 200, 20, 100, 0, 100, 0);
  }

  private static TalkScenario withSlowReaders(String name, Log log) {
    String description = "the same with 1 KiB, and 5 more that never read" + logSuffix(log);
    return new TalkScenario(name, description, log, Subprotocol.PLAIN, 200, 20, 1_024, 0, 500, 5);
  }

  /**
   * The limits by member are the defaults; no message of a member that keeps to them may be
   * refused.
   */
  private static FloodScenario withFlood(String name, Log log) {
    String description =
        "20 a second of 20 to 50, beside 50 that send 1,000 a second each" + logSuffix(log);
    return new FloodScenario(
        new TalkScenario(name, description, log, Subprotocol.PLAIN, 50, 20, 100, 0, 20, 0), 50);
  }

  private static JoinScenario joins(String name, Log log, int readers) {
    String beside =
        readers == 0
            ? ""
            : ", beside %d that ask for history, members and rooms".formatted(readers);
    String description =
        "1,000 join, each announced to all that are present" + beside + logSuffix(log);
    return new JoinScenario(name, description, log, 1_000, readers);
  }

  private static String subprotocolSuffix(Subprotocol subprotocol) {
    return subprotocol == Subprotocol.PLAIN ? "" : " in chat.v1";
  }

  private static String logSuffix(Log log) {
    return log == Log.MEMORY ? "" : "; the durable log";
  }
}
