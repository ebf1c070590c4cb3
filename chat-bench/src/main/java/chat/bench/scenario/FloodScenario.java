package chat.bench.scenario;

import chat.bench.client.Flooders;
import chat.bench.measurement.Metric;
import chat.bench.measurement.RunOutcome;
import chat.bench.measurement.ServerGroup;
import chat.bench.measurement.ServerProcess;
import java.io.IOException;

/**
 * Scenario in which members that keep to the rate limits talk beside flooders that do not.
 *
 * @param talk the load that is measured
 * @param flooders the number of clients that send 1,000 messages a second each
 */
record FloodScenario(TalkScenario talk, int flooders) implements TalkVariant {
  @Override
  public RunOutcome run(ServerLauncher launcher, RunSettings settings) throws IOException {
    try (ServerGroup group = ServerGroup.of(launcher.open(log(), ServerProcess.Rate.DEFAULT));
        Flooders flood = new Flooders(group.server(0).lobby(), flooders)) {
      RunOutcome outcome = talk.runOn(group, settings, flood::start);
      if (flood.disconnects() == 0) {
        throw new IOException("The server has disconnected no flooder: there was no flood.");
      }
      return outcome
          .with(Metric.FLOOD_RATE, flood.perSecond())
          .with(Metric.FLOOD_DISCONNECTS, (double) flood.disconnects());
    }
  }
}
