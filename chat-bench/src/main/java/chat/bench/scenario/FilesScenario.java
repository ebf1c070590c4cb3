package chat.bench.scenario;

import chat.bench.client.FileUploaders;
import chat.bench.measurement.Metric;
import chat.bench.measurement.RunOutcome;
import chat.bench.measurement.ServerGroup;
import java.io.IOException;

/**
 * Scenario in which members talk while others send files of 10 MiB all the time.
 *
 * @param talk the load that is measured
 * @param uploaders the number of clients that send files
 */
record FilesScenario(TalkScenario talk, int uploaders) implements TalkVariant {
  @Override
  public RunOutcome run(ServerLauncher launcher, RunSettings settings) throws IOException {
    try (ServerGroup group = ServerGroup.of(launcher.open(log()));
        FileUploaders uploads = new FileUploaders(group.server(0).lobby(), uploaders)) {
      RunOutcome outcome = talk.runOn(group, settings, uploads::start);
      if (uploads.mebibytesPerSecond() == 0) {
        throw new IOException("Nothing was uploaded: the members talked beside no files.");
      }
      return outcome
          .with(Metric.UPLOADS, uploads.mebibytesPerSecond())
          .with(Metric.FILES, (double) uploads.files());
    }
  }
}
