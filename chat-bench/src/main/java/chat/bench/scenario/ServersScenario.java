package chat.bench.scenario;

import chat.bench.measurement.RunOutcome;
import chat.bench.measurement.ServerGroup;
import java.io.IOException;
import java.time.Duration;

/**
 * Scenario in which members talk who are spread over the servers of one database.
 *
 * @param talk the load
 * @param servers the number of servers
 */
record ServersScenario(TalkScenario talk, int servers) implements TalkVariant {
  /** 45 s, because several servers compile their code on the same processors at first. */
  private static final Duration WARM_UP = Duration.ofSeconds(45);

  @Override
  public String group() {
    return Scenarios.SERVERS;
  }

  @Override
  public RunOutcome run(ServerLauncher launcher, RunSettings settings) throws IOException {
    try (ServerGroup group = launcher.openGroup(servers)) {
      return talk.runOn(group, settings.warmedUpFor(WARM_UP), () -> {});
    }
  }
}
