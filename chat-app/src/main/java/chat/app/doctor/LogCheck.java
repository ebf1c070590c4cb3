package chat.app.doctor;

import chat.core.file.FileId;
import chat.core.log.Finding;
import chat.core.log.TranscriptProvider;
import chat.core.log.TranscriptProvider.Examination;
import chat.core.log.TranscriptProvider.Location;
import chat.core.log.TranscriptProvider.OpenException;
import chat.files.FileErrors;
import chat.files.OwnerOnly;
import chat.files.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lets the provider of a log check it. */
public final class LogCheck implements Check {
  private static final String SUBJECT = "log";

  private final Optional<TranscriptProvider> provider;
  private final Location location;
  private Set<FileId> attached = Set.of();

  /**
   * @param provider the one that opens the location
   */
  public LogCheck(Optional<TranscriptProvider> provider, Location location) {
    this.provider = provider;
    this.location = location;
  }

  @Override
  public List<Finding> run() {
    if (provider.isEmpty()) {
      return List.of(
          Finding.failed(
              SUBJECT,
              "there is no log of this kind; give a URL such as postgresql://chat@db.example/chat."));
    }
    try (var temporary = TemporaryFolder.in(Path.of(System.getProperty("java.io.tmpdir")))) {
      temporary.deleteAbandoned();
      OwnerOnly.createDirectories(temporary.path());
      Optional<Examination> examination = provider.get().examine(location, temporary.path());
      attached = examination.map(Examination::attached).orElse(Set.of());
      return examination
          .map(Examination::findings)
          .orElse(List.of(Finding.skipped(SUBJECT, "this kind of log has no checks")));
    } catch (OpenException e) {
      return List.of(Finding.failed(SUBJECT, e.getMessage()));
    } catch (IOException e) {
      return List.of(
          Finding.skipped(
              SUBJECT, "the folder for temporary files cannot be used: " + FileErrors.reason(e)));
    }
  }

  /** The files that messages have, once the check has run. */
  public Set<FileId> attached() {
    return attached;
  }
}
