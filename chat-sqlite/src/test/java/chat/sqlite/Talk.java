package chat.sqlite;

import chat.core.Draft;
import chat.core.Entry;
import chat.core.Member;
import chat.core.RoomName;
import chat.core.Transcript;
import chat.core.Transcript.Reach;
import chat.core.Transcripts;
import chat.core.contract.Awaited;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** A log in a folder, and what Ann says in its lobby. */
final class Talk implements AutoCloseable {
  static final Member ANN = new Member("a", "Ann");
  static final Reach FAR = new Reach(1_000_000, 100_000_000);

  private final Transcripts place;
  private final Transcript lobby;

  Talk(Transcripts place) {
    this.place = place;
    lobby = place.open(RoomName.LOBBY);
  }

  static Talk in(Path directory) {
    return new Talk(new SqliteProvider().open(directory, InstantSource.system()));
  }

  static Path file(Path directory) {
    return directory.resolve(SqliteProvider.FILE);
  }

  Transcripts place() {
    return place;
  }

  Transcript lobby() {
    return lobby;
  }

  String epoch() {
    return lobby.epoch();
  }

  Awaited append(Draft draft) {
    var answer = new Awaited();
    lobby.append(draft, answer);
    return answer;
  }

  Awaited trySaying(String text) {
    return append(new Draft.Say(ANN, "", text, 0));
  }

  long say(String text) {
    return trySaying(text).seq();
  }

  long say(String id, String text) {
    return append(new Draft.Say(ANN, id, text, 0)).seq();
  }

  List<Entry> all() {
    long last = lobby.before(1, FAR).standing();
    return lobby.after(0, last, FAR).orElseThrow();
  }

  List<String> texts() {
    return all().stream().map(entry -> ((Entry.Said) entry).text()).toList();
  }

  @Override
  public void close() {
    place.close();
  }
}
