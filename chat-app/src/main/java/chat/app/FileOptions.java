package chat.app;

import static chat.app.ValueType.COUNT_OR_OFF;
import static chat.app.ValueType.SWITCH;

import chat.web.config.FileLimits;

/** The options of the files that members send. */
final class FileOptions {
  private static final long GIB = 1 << 30;

  private final FileLimits.Builder limits = new FileLimits.Builder();

  /** Adds the options to a set. */
  FileOptions(OptionSet options, FileLimits defaults) {
    options.add(
        "files",
        SWITCH,
        defaults.enabled(),
        "Let members send pictures and files.",
        limits::enabled);
    options.add(
        "file-size", ValueType.size(GIB), defaults.size(), "The largest file.", limits::size);
    options.add(
        "files-total",
        ValueType.size(1_000_000 * GIB),
        defaults.total(),
        "How much all files may take together.",
        limits::total);
    options.add(
        "upload-rate",
        ValueType.size(GIB),
        defaults.rate(),
        "What all uploads together may receive a second; words come first.",
        limits::rate);
    options.add(
        "files-per-member",
        COUNT_OR_OFF,
        defaults.perMember(),
        "How many files an hour each member may send.",
        limits::perMember);
    options.add(
        "files-per-address",
        COUNT_OR_OFF,
        defaults.perAddress(),
        "How many files an hour may come from an address.",
        limits::perAddress);
  }

  /** The limits, after the command line was parsed. */
  FileLimits limits() {
    return limits.build();
  }
}
