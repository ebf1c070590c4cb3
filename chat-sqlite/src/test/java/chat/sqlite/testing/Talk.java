package chat.sqlite.testing;

import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Transcript;
import chat.core.log.Transcript.ReadLimit;
import chat.core.log.Transcripts;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.AwaitedReceipt;
import chat.sqlite.SqliteProvider;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** A log in a folder, and what Ann says in its lobby. */
public final class Talk implements AutoCloseable {
  public static final Member ANN = new Member("a", "Ann");
  public static final ReadLimit FAR = new ReadLimit(1_000_000, 100_000_000);

  private final Transcripts place;
  private final Transcript lobby;

  public Talk(Transcripts place) {
    this.place = place;
    lobby = place.open(RoomName.LOBBY);
  }

  public static Talk in(Path directory) {
    return new Talk(new SqliteProvider().open(directory, InstantSource.system()));
  }

  public static Path file(Path directory) {
    return directory.resolve(SqliteProvider.FILE);
  }

  public Transcripts place() {
    return place;
  }

  public Transcript lobby() {
    return lobby;
  }

  public String epoch() {
    return lobby.epoch();
  }

  public AwaitedReceipt append(Draft draft) {
    var answer = new AwaitedReceipt();
    lobby.append(draft, answer);
    return answer;
  }

  public AwaitedReceipt trySaying(String text) {
    return append(new Draft.Say(ANN, "", text, 0));
  }

  public long say(String text) {
    return trySaying(text).seq();
  }

  public long say(String id, String text) {
    return append(new Draft.Say(ANN, id, text, 0)).seq();
  }

  public List<Entry> all() {
    long last = lobby.before(1, FAR).asOf();
    return lobby.after(0, last, FAR).orElseThrow();
  }

  public List<String> texts() {
    return all().stream().map(entry -> ((Entry.Said) entry).text()).toList();
  }

  @Override
  public void close() {
    place.close();
  }
}
