package chat.bench.scenario;

import chat.bench.measurement.ServerProcess;

/** A scenario that measures talk under further conditions; its name is that of the talk. */
interface TalkVariant extends Scenario {
  /** The load that is measured. */
  TalkScenario talk();

  @Override
  default String name() {
    return talk().name();
  }

  @Override
  default String description() {
    return talk().description();
  }

  @Override
  default ServerProcess.Log log() {
    return talk().log();
  }
}
