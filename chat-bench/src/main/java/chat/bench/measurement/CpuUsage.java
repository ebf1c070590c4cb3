package chat.bench.measurement;

import static java.util.stream.Collectors.toMap;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CPU time that the processes have used up to a moment. The times are those of /proc/PID/stat, user
 * and system, to a hundredth of a second.
 *
 * @param server of all servers
 * @param database of the processes of the database, if there is one
 * @param thread of the calling thread alone: all clients run on it, so that they cannot use more
 *     than one core
 * @param others of each other process that can be seen
 */
public record CpuUsage(
    long nanos,
    Duration server,
    Optional<Duration> database,
    Duration client,
    Duration thread,
    Map<Long, Duration> others) {
  private static final double NANOS_PER_SECOND = 1e9;

  public static CpuUsage now(ProcessHandle server) {
    return now(List.of(server), Optional.empty());
  }

  static CpuUsage now(List<ProcessHandle> servers, Optional<List<ProcessHandle>> database) {
    long nanos = System.nanoTime();
    Duration ofServers = cpu(servers);
    ProcessHandle client = ProcessHandle.current();
    Duration ofClient = cpu(client);
    Duration ofThread =
        Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    Map<Long, Duration> others =
        ProcessHandle.allProcesses()
            .filter(process -> !servers.contains(process) && !process.equals(client))
            .filter(process -> database.isEmpty() || !database.get().contains(process))
            .collect(toMap(ProcessHandle::pid, CpuUsage::cpu, (first, second) -> first));
    return new CpuUsage(nanos, ofServers, database.map(CpuUsage::cpu), ofClient, ofThread, others);
  }

  private static Duration cpu(List<ProcessHandle> processes) {
    return processes.stream().map(CpuUsage::cpu).reduce(Duration.ZERO, Duration::plus);
  }

  private static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** The usage since an earlier moment, in total and for each delivery. */
  public Map<Metric, Double> since(CpuUsage before, long deliveries) {
    double seconds = (nanos - before.nanos) / NANOS_PER_SECOND;
    Map<Metric, Double> usage = new EnumMap<>(Metric.class);
    usage.put(Metric.DELIVERIES, deliveries / seconds);
    usage.put(
        Metric.SERVER_CPU_EACH, micros(server.minus(before.server)) / Math.max(1, deliveries));
    usage.put(Metric.SERVER_CPU, seconds(server, before.server) / seconds);
    database.ifPresent(now ->
        usage.put(Metric.DATABASE_CPU, seconds(now, before.database.orElseThrow()) / seconds));
    usage.put(Metric.CLIENT_CPU, seconds(client, before.client) / seconds);
    usage.put(Metric.CLIENT_THREAD, seconds(thread, before.thread) / seconds);
    usage.put(Metric.OTHERS_CPU, othersSince(before) / seconds);
    return usage;
  }

  // Processes that have ended meanwhile are not counted, so that the sum is a lower bound.
  private double othersSince(CpuUsage before) {
    double sum = 0;
    for (var other : others.entrySet()) {
      Duration then = before.others.getOrDefault(other.getKey(), Duration.ZERO);
      sum += Math.max(0, seconds(other.getValue(), then));
    }
    return sum;
  }

  private static double seconds(Duration after, Duration before) {
    return after.minus(before).toNanos() / NANOS_PER_SECOND;
  }

  private static double micros(Duration duration) {
    return duration.toNanos() / 1e3;
  }
}
