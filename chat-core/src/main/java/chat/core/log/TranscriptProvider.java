package chat.core.log;

import chat.core.file.FileId;
import chat.core.name.RoomName;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Opens durable logs. Found by {@link java.util.ServiceLoader}: no module requires it. */
public interface TranscriptProvider {
  /** Whether this provider opens locations of this kind; nothing is opened or connected. */
  boolean opens(URI location);

  /**
   * Opens the logs at a location that it {@linkplain #opens opens}.
   *
   * @throws OpenException with a sentence for the owner
   */
  Transcripts open(Location location, InstantSource clock);

  /**
   * Begins to take over the logs of another place. A location with an entry is refused.
   *
   * @return empty when this provider cannot
   * @throws OpenException with a sentence for the owner
   */
  default Optional<TranscriptImport> startImport(Location location) {
    return Optional.empty();
  }

  /**
   * Begins to take over the entries of one room. A room with an entry is refused.
   *
   * @return empty when this provider cannot
   * @throws OpenException with a sentence for the owner
   */
  default Optional<RoomImport> startImport(Location location, RoomName room) {
    return Optional.empty();
  }

  /**
   * Copies the databases at a location, which a server may be writing, into a folder: each as it
   * stands at one moment, and checked. The logs can be opened there, and have the same numbering.
   *
   * @param folder an empty one, which only its owner may read
   * @return empty when this provider cannot
   * @throws OpenException with a sentence for the owner
   */
  default Optional<DatabaseCopies> copyDatabases(Location location, Path folder) {
    return Optional.empty();
  }

  /**
   * Checks the logs at a location, which a server may be using, without changing anything.
   *
   * @param folder an empty one for what the provider unpacks, which only its owner may read
   * @return empty when this provider cannot
   */
  default Optional<Examination> examine(Location location, Path folder) {
    return Optional.empty();
  }

  /**
   * The findings of a check of the logs.
   *
   * @param attached the files that messages have, as far as the log could be read
   */
  record Examination(List<Finding> findings, Set<FileId> attached) {
    public Examination {
      findings = List.copyOf(findings);
      attached = Set.copyOf(attached);
    }
  }

  /**
   * Copies of databases.
   *
   * @param files in the folder, with the names of the originals
   * @param entries how many entries the log has, in all rooms
   */
  record DatabaseCopies(List<Path> files, long entries) {
    public DatabaseCopies {
      files = List.copyOf(files);
    }
  }

  /**
   * The location of the logs: a directory as {@code file:///…}, or the URL of a database.
   *
   * @param password for a database that needs one; it is not in the URL, which may be printed
   */
  record Location(URI uri, Optional<String> password) {
    /** Without the password, because what is printed ends in logs. */
    @Override
    public String toString() {
      return "Location[hasPassword=" + password.isPresent() + "]";
    }
  }

  /** The logs at a location cannot be opened; the message says what to do about it. */
  final class OpenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OpenException(String sentence, Throwable cause) {
      super(sentence, cause);
    }
  }
}
