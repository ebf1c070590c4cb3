package chat.web.moderation;

import chat.core.cluster.Ruling;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The rulings of some kinds in one file, a line each. Not safe for many threads. */
final class RulingFile {
  private final LineFile file;
  private final Function<Ruling, String> formatter;
  private final InstantSource clock;
  private Map<Key, Ruling> rulings = new LinkedHashMap<>();

  private record Key(String kind, String target) {
    static Key of(Ruling ruling) {
      return new Key(ruling.kind(), ruling.target());
    }
  }

  /**
   * Reads the file.
   *
   * @param consequence what deleting the file does, for the sentence about a line that is invalid
   * @throws chat.web.config.StartupException when it cannot be read
   */
  RulingFile(
      LineFile file,
      Function<String, Ruling> parser,
      Function<Ruling, String> formatter,
      String consequence,
      InstantSource clock) {
    this.file = file;
    this.formatter = formatter;
    this.clock = clock;
    file.read(parser, consequence).forEach(ruling -> rulings.put(Key.of(ruling), ruling));
  }

  /** The rulings that have not ended. */
  Stream<Ruling> active() {
    Instant now = clock.instant();
    return rulings.values().stream().filter(ruling -> now.isBefore(ruling.until()));
  }

  boolean contains(String kind, String target) {
    var key = new Key(kind, target);
    return active().anyMatch(ruling -> Key.of(ruling).equals(key));
  }

  void put(Ruling ruling) {
    Map<Key, Ruling> changed = without(ruling.kind(), ruling.target());
    changed.put(Key.of(ruling), ruling);
    replace(changed);
  }

  void remove(String kind, String target) {
    replace(without(kind, target));
  }

  private Map<Key, Ruling> without(String kind, String target) {
    Map<Key, Ruling> changed = new LinkedHashMap<>();
    active().forEach(ruling -> changed.put(Key.of(ruling), ruling));
    changed.remove(new Key(kind, target));
    return changed;
  }

  /** Written first, because what cannot be kept does not hold. */
  private void replace(Map<Key, Ruling> changed) {
    file.write(changed.values().stream().map(formatter));
    rulings = changed;
  }
}
