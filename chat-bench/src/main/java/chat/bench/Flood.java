package chat.bench;

import java.io.IOException;

/**
 * A talk of people who keep to the limits, beside some who do not.
 *
 * @param talk what is measured
 * @param flooders how many say a thousand messages a second each
 */
record Flood(Talk talk, int flooders) implements Scenario {
  @Override
  public String name() {
    return talk.name();
  }

  @Override
  public String sentence() {
    return talk.sentence();
  }

  @Override
  public RunningRoom.Log log() {
    return talk.log();
  }

  @Override
  public Outcome run(Venue venue, Effort effort) throws IOException {
    try (RunningRoom room = venue.open(log(), RunningRoom.Rate.STANDARD);
        Flooders flood = new Flooders(room.lobby(), flooders)) {
      Outcome outcome = talk.in(room, effort, flood::start);
      if (flood.sentAway() == 0) {
        throw new IOException("None of the flood was sent away: it was no flood.");
      }
      return outcome
          .with(Measure.FLOODED, flood.perSecond())
          .with(Measure.SENT_AWAY, (double) flood.sentAway());
    }
  }
}
