package chat.sqlite.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.core.log.Draft;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.core.log.Transcript;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.sqlite.SqliteProvider;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** A process that appends without end, and prints each entry that is acknowledged. */
public final class WriterProcess implements AutoCloseable {
  private static final int MEMBERS = 8;
  private static final int IN_FLIGHT = 64;

  private final Process process;
  private final BufferedReader output;

  private WriterProcess(Process process) {
    this.process = process;
    output = process.inputReader(US_ASCII);
  }

  /** An entry that was acknowledged. */
  public record Line(long seq, String member, String id) {}

  public static WriterProcess start(Path directory) throws IOException {
    return new WriterProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                WriterProcess.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** Waits for further acknowledgements. */
  public List<Line> acknowledged(int count) throws IOException {
    List<Line> lines = new ArrayList<>();
    while (lines.size() < count) {
      lines.add(line(output.readLine()));
    }
    return lines;
  }

  /** Ends the process with SIGKILL; returns what it had acknowledged before. */
  public List<Line> kill() throws IOException {
    // Not the method of Process, which closes the output that is still to be read.
    process.toHandle().destroyForcibly();
    String rest = output.readAllAsString();
    // The last line may be incomplete.
    return rest.substring(0, rest.lastIndexOf('\n') + 1).lines().map(WriterProcess::line).toList();
  }

  private static Line line(String line) {
    String[] parts = line.split(" ", -1);
    return new Line(Long.parseLong(parts[0]), parts[1], parts[2]);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  public static void main(String[] arguments) throws InterruptedException {
    var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, US_ASCII);
    Transcript lobby =
        new SqliteProvider()
            .open(Path.of(arguments[0]), InstantSource.system())
            .open(RoomName.LOBBY);
    for (int i = 0; i < MEMBERS; i++) {
      Member member = new Member("voice" + i, "Voice " + i);
      Thread.ofPlatform().start(() -> log(lobby, member, out));
    }
    Thread.currentThread().join();
  }

  private static void log(Transcript lobby, Member member, PrintStream out) {
    String run = Long.toString(ProcessHandle.current().pid(), 36) + System.nanoTime();
    var inFlight = new Semaphore(IN_FLIGHT);
    for (int i = 0; true; i++) {
      inFlight.acquireUninterruptibly();
      String id = run + "-" + i;
      lobby.append(
          new Draft.Say(member, id, "this is " + id, 0),
          new Receipt() {
            @Override
            public void kept(long seq) {
              out.print(seq + " " + member.id() + " " + id + "\n");
              inFlight.release();
            }

            @Override
            public void refused(Refusal refusal) {
              throw new IllegalStateException(refusal.toString());
            }
          });
    }
  }
}
