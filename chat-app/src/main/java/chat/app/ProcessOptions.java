package chat.app;

import static chat.app.ValueType.LOG_FORMAT;

/** The options of the process: where everything is kept, and how it logs. */
final class ProcessOptions {
  private String data = "";
  private String database = "";
  private LogFormat logFormat = LogFormat.TEXT;

  /** Adds the options to a set. */
  ProcessOptions(OptionSet options) {
    options.add(
        "data",
        ValueType.text("DIR|none"),
        "",
        "Keep everything in this directory, or nothing at all"
            + " (default: $XDG_DATA_HOME/chat, else ~/.local/share/chat).",
        directory -> data = directory);
    options.add(
        "database",
        ValueType.text("URL"),
        "",
        "Keep everything in this database (postgresql://user@host/name), and nothing in a"
            + " directory. Its password: CHAT_DATABASE_PASSWORD.",
        url -> database = url);
    options.add(
        "log-format",
        LOG_FORMAT,
        LogFormat.TEXT,
        "Log lines for people, or one JSON object on each line.",
        format -> logFormat = format);
  }

  /** The directory that keeps everything, as it was written; empty: the default. */
  String data() {
    return data;
  }

  /** The URL of the database that keeps what is said, as it was written; empty: none. */
  String database() {
    return database;
  }

  /** The format of the log. */
  LogFormat logFormat() {
    return logFormat;
  }
}
