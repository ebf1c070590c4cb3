package chat.web.testing;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What there is in this process: nothing may be left behind by those who have gone. */
public final class LeakCheck {
  private LeakCheck() {}

  /** All threads, the virtual ones as well. */
  public static long liveThreads() throws IOException {
    Path folder = Files.createTempDirectory("threads");
    // A file that is there already is not written.
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

  /** What is alive on the heap. */
  public static long liveHeapBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
