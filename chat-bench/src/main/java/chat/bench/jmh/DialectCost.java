package chat.bench.jmh;

import chat.core.log.Entry;
import chat.core.name.Member;
import chat.web.protocol.Dialect;
import chat.web.protocol.JsonDialect;
import chat.web.protocol.PlainDialect;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;

/** Cost of encoding an entry and of parsing a command, in both dialects. */
public class DialectCost extends AverageTimeBenchmark {
  private static final String ID = "0123456789abcdef";
  private static final String TEXT = "x".repeat(64);

  private final Dialect plain = new PlainDialect("");
  private final Dialect json = new JsonDialect();
  private final String command =
      "{\"type\":\"say\",\"id\":\"" + ID + "\",\"text\":\"" + TEXT + "\"}";
  private final Entry said =
      new Entry.Said(
          123_456,
          Instant.parse("2026-11-23T12:34:56.789Z"),
          new Member("AbCdEfGhIjKl", "somebody"),
          ID,
          TEXT,
          0,
          false);

  @Benchmark
  public List<byte[]> writePlain() {
    return plain.entry(said);
  }

  @Benchmark
  public List<byte[]> writeJson() {
    return json.entry(said);
  }

  @Benchmark
  public Optional<byte[]> writeAck() {
    return json.ack(ID, 123_456);
  }

  @Benchmark
  public Object readPlain() {
    return plain.command(TEXT);
  }

  @Benchmark
  public Object readJson() {
    return json.command(command);
  }
}
