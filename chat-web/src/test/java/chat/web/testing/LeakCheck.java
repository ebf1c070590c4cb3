package chat.web.testing;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Counts the threads and measures the heap of this process, to find leaks. */
public final class LeakCheck {
  private LeakCheck() {}

  /** The number of threads, virtual ones included. */
  public static long liveThreads() throws IOException {
    Path folder = Files.createTempDirectory("threads");
    // Must not exist yet, else the dump fails.
    Path dump = folder.resolve("dump.json");
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(dump.toString(), ThreadDumpFormat.JSON);
      try (var lines = Files.lines(dump)) {
        return lines.filter(line -> line.contains("\"tid\"")).count();
      }
    } finally {
      Files.deleteIfExists(dump);
      Files.delete(folder);
    }
  }

  /** The bytes on the heap after a GC. */
  public static long liveHeapBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
