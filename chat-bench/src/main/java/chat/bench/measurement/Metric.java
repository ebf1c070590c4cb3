package chat.bench.measurement;

import java.util.Locale;

/** The metrics of a run, with their labels and formats. */
public enum Metric {
  DELIVERIES("deliveries/s", "%,.0f"),
  SERVER_CPU_EACH("server µs each", "%.3f"),
  P50("p50 ms", "%.2f"),
  P90("p90 ms", "%.2f"),
  P99("p99 ms", "%.2f"),
  P999("p99.9 ms", "%.2f"),
  P9999("p99.99 ms", "%.2f"),
  LONGEST("longest ms", "%.2f"),
  ACK_P50("acknowledged p50 ms", "%.2f"),
  ACK_P99("acknowledged p99 ms", "%.2f"),
  ELSEWHERE_P50("heard at another server p50 ms", "%.2f"),
  ELSEWHERE_P99("heard at another server p99 ms", "%.2f"),
  HEARD_P50("words heard p50 ms", "%.2f"),
  HEARD_P99("words heard p99 ms", "%.2f"),
  ALL_BACK("all welcomed, ms after the last attempt", "%,.0f"),
  MEMORY("memory MiB", "%,.0f"),
  PEAK_MEMORY("peak memory MiB", "%,.0f"),
  SERVER_CPU("server cores", "%.2f"),
  DATABASE_CPU("database cores", "%.2f"),
  CLIENT_CPU("client cores", "%.2f"),
  CLIENT_THREAD("client thread", "%.2f"),
  OTHERS_CPU("others' cores", "%.2f"),
  CLIENT_LATE("client late p99 ms", "%.2f"),
  CONNECTIONS("connections/s", "%,.0f"),
  JOINS("joins/s", "%,.0f"),
  LAST_JOINS("joins/s of the last tenth", "%,.0f"),
  IDLE("idle connections", "%,.0f"),
  MEMORY_EACH("memory KiB each", "%.1f"),
  MEMORY_LEFT("memory MiB after they left", "%,.0f"),
  SLOW_CUT("slow readers cut", "%.0f"),
  FLOOD_RATE("flood messages/s", "%,.0f"),
  FLOOD_DISCONNECTS("flood disconnects", "%,.0f"),
  READS("reads/s", "%,.0f"),
  READS_REFUSED("reads refused/s", "%,.0f"),
  UPLOADS("uploaded MiB/s", "%,.0f"),
  FILES("files", "%,.0f"),
  FIRST_PAGE("first page ms", "%,.0f");

  private final String label;
  private final String format;

  Metric(String label, String format) {
    this.label = label;
    this.format = format;
  }

  public String label() {
    return label;
  }

  public String text(double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
