package chat.app;

import chat.app.doctor.Authorities;
import chat.app.doctor.DirectoryCheck;
import chat.app.doctor.DiskSpaceCheck;
import chat.app.doctor.FileTimesCheck;
import chat.app.doctor.FilesCheck;
import chat.app.doctor.LogCheck;
import chat.app.doctor.Periods;
import chat.app.doctor.Report;
import chat.app.doctor.ServerAddress;
import chat.app.doctor.SkippedCheck;
import chat.app.doctor.UrlChecks;
import chat.core.log.TranscriptProvider.Location;
import chat.files.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Checks the data directory or the database, and with an address the way to the server, through the
 * real proxy. A server may be running; nothing is changed.
 */
final class DoctorCommand {
  static final String NAME = "doctor";

  private final CommandContext context;
  private String url = "";
  private String data = "";
  private String database = "";
  private String authorities = "";
  private boolean quick;

  DoctorCommand(CommandContext context) {
    this.context = context;
  }

  /**
   * Prints a line for each check, or the help.
   *
   * @param arguments those after the command's name
   * @throws InvalidSettingException with a sentence for the owner
   * @throws ChecksFailedException when a check has failed
   */
  void run(String... arguments) throws InvalidSettingException {
    var line =
        new CommandArguments(
            NAME, "Checks the data directory or the database, and the way to the server.");
    line.addParameter(
        "URL",
        false,
        "The address at which people open the chat, such as https://chat.example.",
        text -> url = text);
    line.addData(text -> data = text);
    line.addDatabase(text -> database = text);
    line.options()
        .add(
            "ca",
            ValueType.text("FILE"),
            "",
            "Trust the authorities in this file (PEM), too, such as a company's own.",
            text -> authorities = text);
    line.addFlag(
        "quick",
        "Wait 20 seconds, not two minutes, whether idle connections stay open.",
        () -> quick = true);
    if (line.parse(arguments)) {
      check(context.settings(data, database), address(), authorities());
    }
  }

  private Optional<ServerAddress> address() throws InvalidSettingException {
    if (url.isEmpty()) {
      return Optional.empty();
    }
    Optional<ServerAddress> address = ServerAddress.parse(url);
    if (address.isEmpty()) {
      throw new InvalidSettingException(
          "URL: give the address at which people open the chat, without a path, such as https://chat.example.");
    }
    return address;
  }

  private Authorities authorities() throws InvalidSettingException {
    try {
      return Authorities.read(
          Optional.of(authorities).filter(text -> !text.isEmpty()).map(Path::of));
    } catch (IOException e) {
      throw unreadable(FileErrors.reason(e));
    } catch (CertificateException | InvalidPathException e) {
      throw unreadable(e.getMessage());
    }
  }

  private InvalidSettingException unreadable(String reason) {
    return new InvalidSettingException(
        "--ca: %s cannot be used (%s); give a file with certificates in PEM."
            .formatted(authorities, reason));
  }

  private void check(Settings settings, Optional<ServerAddress> address, Authorities trusted) {
    var report = new Report(context.output());
    if (settings.database().isPresent()) {
      report.add(log(settings.database().get()));
    } else if (settings.data().isEmpty()) {
      report.add(new SkippedCheck("data directory", "with none, nothing is kept"));
    } else if (isElsewhere(settings.data().get(), address)) {
      report.add(
          new SkippedCheck(
              "data directory", "there is none here; name it with --data where the server runs"));
    } else {
      checkData(report, settings.data().get());
    }
    address.ifPresent(found ->
        new UrlChecks(found, quick ? Periods.QUICK : Periods.DEFAULTS, trusted).run(report));
    if (report.failed() > 0) {
      throw new ChecksFailedException(
          report.failed() == 1 ? "1 check failed." : report.failed() + " checks failed.");
    }
  }

  /** Whether only the way to the server is to be checked, from a machine without its data. */
  private boolean isElsewhere(Path directory, Optional<ServerAddress> address) {
    return address.isPresent() && data.isEmpty() && Files.notExists(directory);
  }

  private LogCheck log(Location location) {
    return new LogCheck(context.provider(location), location);
  }

  private void checkData(Report report, Path directory) {
    report.add(new DirectoryCheck(directory));
    if (!Files.isDirectory(directory) || !Files.isReadable(directory)) {
      return;
    }
    LogCheck log = log(CommandContext.location(directory));
    report.add(log);
    report.add(new FilesCheck(directory.resolve(BackupFormat.FILES), log.attached()));
    report.add(new KeyCheck(directory));
    report.add(
        new DiskSpaceCheck(
            directory.toFile().getUsableSpace(),
            directory.resolve(BackupFormat.LOG).toFile().length()));
    report.add(new FileTimesCheck(directory, InstantSource.system()));
  }
}
