package chat.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;

/**
 * What the processes have used up to a moment. The CPU times are those of /proc/PID/stat, user and
 * system, to a hundredth of a second.
 *
 * @param thread of the calling thread alone: the crowd has one, and cannot use more than one core
 * @param others of all other processes that can be seen
 */
record Usage(long nanos, Duration server, Duration client, Duration thread, Duration others) {
  private static final double NANOS_PER_SECOND = 1e9;

  static Usage now(ProcessHandle server) {
    long nanos = System.nanoTime();
    Duration ofServer = cpu(server);
    Duration ofClient = cpu(ProcessHandle.current());
    Duration all =
        ProcessHandle.allProcesses().map(Usage::cpu).reduce(Duration.ZERO, Duration::plus);
    Duration ofThread =
        Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    Duration others = all.minus(ofServer).minus(ofClient);
    return new Usage(nanos, ofServer, ofClient, ofThread, others);
  }

  private static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  double seconds(Usage before) {
    return (nanos - before.nanos) / NANOS_PER_SECOND;
  }

  /** What was used since an earlier moment, for so many deliveries. */
  Map<Measure, Double> since(Usage before, long deliveries) {
    double seconds = seconds(before);
    return Map.of(
        Measure.DELIVERIES, deliveries / seconds,
        Measure.SERVER_CPU_EACH, micros(server.minus(before.server)) / Math.max(1, deliveries),
        Measure.SERVER_CPU, cores(server, before.server, seconds),
        Measure.CLIENT_CPU, cores(client, before.client, seconds),
        Measure.CLIENT_THREAD, cores(thread, before.thread, seconds),
        Measure.OTHERS_CPU, Math.max(0, cores(others, before.others, seconds)));
  }

  private static double cores(Duration after, Duration before, double seconds) {
    return after.minus(before).toNanos() / NANOS_PER_SECOND / seconds;
  }

  private static double micros(Duration duration) {
    return duration.toNanos() / 1e3;
  }
}
