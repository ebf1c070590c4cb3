package chat.bench.scenario;

import chat.bench.client.Subprotocol;
import chat.bench.measurement.ServerProcess.Log;
import java.util.List;

/** Everything that is measured, on one screen. */
public final class Scenarios {
  private Scenarios() {}

  public static final List<Scenario> ALL =
      List.of(
          everybody("everybody", Log.MEMORY, Subprotocol.PLAIN),
          everybody("everybody-v1", Log.MEMORY, Subprotocol.CHAT_V1),
          new TalkScenario(
              "one",
              "one talks to 1,000; 100 bytes, 128 under way",
              Log.MEMORY,
              Subprotocol.PLAIN,
              1_000,
              1,
              100,
              128,
              0,
              0),
          steady("steady", Log.MEMORY),
          beside("slow", Log.MEMORY),
          flooded("flood", Log.MEMORY),
          new JoinScenario("joins", "1,000 join, each announced to all who are there", 1_000),
          new IdleScenario("idle", "10,000 are there and say nothing"),
          new ServerStart("start", "from the start of the image to its first page"),
          everybody("everybody-durable", Log.DURABLE, Subprotocol.PLAIN),
          everybody("everybody-v1-durable", Log.DURABLE, Subprotocol.CHAT_V1),
          steady("steady-durable", Log.DURABLE),
          beside("slow-durable", Log.DURABLE),
          flooded("flood-durable", Log.DURABLE));

  private static TalkScenario everybody(String name, Log log, Subprotocol speech) {
    String sentence = "32 talk to 32" + in(speech) + "; 64 bytes, 16 under way each" + on(log);
    return new TalkScenario(name, sentence, log, speech, 32, 32, 64, 16, 0, 0);
  }

  private static TalkScenario steady(String name, Log log) {
    String sentence = "500 messages a second of 20 to 200; 100 bytes" + on(log);
    return new TalkScenario(name, sentence, log, Subprotocol.PLAIN, 200, 20, 100, 0, 500, 0);
  }

  private static TalkScenario beside(String name, Log log) {
    String sentence = "the same with 1 KiB, and 5 more who never read" + on(log);
    return new TalkScenario(name, sentence, log, Subprotocol.PLAIN, 200, 20, 1_024, 0, 500, 5);
  }

  /** With the limits by member as they are: of those who keep to them nothing may be refused. */
  private static FloodScenario flooded(String name, Log log) {
    String sentence = "20 a second of 20 to 50, beside 50 who say 1,000 a second each" + on(log);
    return new FloodScenario(
        new TalkScenario(name, sentence, log, Subprotocol.PLAIN, 50, 20, 100, 0, 20, 0), 50);
  }

  private static String in(Subprotocol speech) {
    return speech == Subprotocol.PLAIN ? "" : " in chat.v1";
  }

  private static String on(Log log) {
    return log == Log.MEMORY ? "" : "; the durable log";
  }
}
