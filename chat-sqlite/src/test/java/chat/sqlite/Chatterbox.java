package chat.sqlite;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.core.Draft;
import chat.core.Member;
import chat.core.Receipt;
import chat.core.Refusal;
import chat.core.RoomName;
import chat.core.Transcript;
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

/** Another process that never stops talking, and says of each thing when it is acknowledged. */
final class Chatterbox implements AutoCloseable {
  private static final int VOICES = 8;
  private static final int IN_FLIGHT = 64;

  private final Process process;
  private final BufferedReader output;

  private Chatterbox(Process process) {
    this.process = process;
    output = process.inputReader(US_ASCII);
  }

  /** An entry that was acknowledged. */
  record Line(long seq, String member, String id) {}

  static Chatterbox start(Path directory) throws IOException {
    return new Chatterbox(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Chatterbox.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** Waits for so many acknowledgements more. */
  List<Line> acknowledged(int count) throws IOException {
    List<Line> lines = new ArrayList<>();
    while (lines.size() < count) {
      lines.add(line(output.readLine()));
    }
    return lines;
  }

  /** Ends it with SIGKILL: what it has acknowledged before that. */
  List<Line> kill() throws IOException {
    // Not the process's own method, which closes what is still to be read.
    process.toHandle().destroyForcibly();
    String rest = output.readAllAsString();
    // The last line may be half of one.
    return rest.substring(0, rest.lastIndexOf('\n') + 1).lines().map(Chatterbox::line).toList();
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
    for (int i = 0; i < VOICES; i++) {
      Member member = new Member("voice" + i, "Voice " + i);
      Thread.ofPlatform().start(() -> talk(lobby, member, out));
    }
    Thread.currentThread().join();
  }

  private static void talk(Transcript lobby, Member member, PrintStream out) {
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
