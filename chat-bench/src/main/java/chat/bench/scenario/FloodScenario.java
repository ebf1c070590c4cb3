package chat.bench.scenario;

import chat.bench.client.Flooders;
import chat.bench.measurement.Metric;
import chat.bench.measurement.RunOutcome;
import chat.bench.measurement.ServerProcess;
import java.io.IOException;

/**
 * A talk of people who keep to the limits, beside some who do not.
 *
 * @param talk what is measured
 * @param flooders how many say a thousand messages a second each
 */
record FloodScenario(TalkScenario talk, int flooders) implements Scenario {
  @Override
  public String name() {
    return talk.name();
  }

  @Override
  public String sentence() {
    return talk.sentence();
  }

  @Override
  public ServerProcess.Log log() {
    return talk.log();
  }

  @Override
  public RunOutcome run(Venue venue, Effort effort) throws IOException {
    try (ServerProcess room = venue.open(log(), ServerProcess.Rate.STANDARD);
        Flooders flood = new Flooders(room.lobby(), flooders)) {
      RunOutcome outcome = talk.in(room, effort, flood::start);
      if (flood.sentAway() == 0) {
        throw new IOException("None of the flood was sent away: it was no flood.");
      }
      return outcome
          .with(Metric.FLOODED, flood.perSecond())
          .with(Metric.SENT_AWAY, (double) flood.sentAway());
    }
  }
}
