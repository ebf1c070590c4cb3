package chat.sqlite.testing;

import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Transcript;
import chat.core.log.Transcript.ReadLimit;
import chat.core.log.Transcripts;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.RecordingReceipt;
import chat.sqlite.SqliteProvider;
import chat.sqlite.SqliteSettings;
import chat.sqlite.db.Database;
import chat.sqlite.db.Schema;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** The log in a directory, with a member Ann who talks in the lobby. */
public final class TestLog implements AutoCloseable {
  public static final Member ANN = new Member("a", "Ann");
  public static final ReadLimit NO_LIMIT = new ReadLimit(1_000_000, 100_000_000);

  private final Transcripts transcripts;
  private final Transcript lobby;

  public TestLog(Transcripts transcripts) {
    this.transcripts = transcripts;
    lobby = transcripts.open(RoomName.LOBBY);
  }

  public static TestLog open(Path directory) {
    return new TestLog(new SqliteProvider().open(directory, InstantSource.system()));
  }

  public static TestLog open(Path directory, SqliteSettings settings) {
    return open(database(directory, settings), settings);
  }

  public static TestLog open(Database database, SqliteSettings settings) {
    return open(database, settings, InstantSource.system());
  }

  public static TestLog open(Database database, SqliteSettings settings, InstantSource clock) {
    return new TestLog(SqliteProvider.open(database, Schema.CURRENT, clock, settings));
  }

  public static Database database(Path directory, SqliteSettings settings) {
    return new Database(file(directory), settings.database());
  }

  public static Path file(Path directory) {
    return directory.resolve(SqliteProvider.FILE);
  }

  public Transcripts transcripts() {
    return transcripts;
  }

  public Transcript lobby() {
    return lobby;
  }

  public String epoch() {
    return lobby.epoch();
  }

  public RecordingReceipt append(Draft draft) {
    var receipt = new RecordingReceipt();
    lobby.append(draft, receipt);
    return receipt;
  }

  /** Appends a message without waiting for the commit. */
  public RecordingReceipt send(String text) {
    return append(new Draft.Say(ANN, "", text, 0));
  }

  /** Appends a message, and waits until it is kept. */
  public long say(String text) {
    return send(text).seq();
  }

  public long say(String id, String text) {
    return append(new Draft.Say(ANN, id, text, 0)).seq();
  }

  public List<Entry> entries() {
    long last = lobby.before(1, NO_LIMIT).asOf();
    return lobby.after(0, last, NO_LIMIT).orElseThrow();
  }

  public List<String> texts() {
    return entries().stream().map(entry -> ((Entry.Said) entry).text()).toList();
  }

  @Override
  public void close() {
    transcripts.close();
  }
}
