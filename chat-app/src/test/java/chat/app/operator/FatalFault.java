package chat.app.operator;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * A fault of the files in the data directory that prevents a start.
 *
 * @param sentence a part of the sentence by which the start is refused
 * @param concernsLog whether it is a fault of the log. Where it is not, the log may have been
 *     opened, which copies the journal into it: that happens beside the rest of the start
 */
record FatalFault(String name, String sentence, Injection injection, boolean concernsLog) {
  private static final String KEYS = "cookie-keys";
  private static final byte[] NO_TEXT = {(byte) 0xC0, 0, (byte) 0xFF};

  private FatalFault(String name, String sentence, Injection injection) {
    this(name, sentence, injection, true);
  }

  private static FatalFault ofAnotherFile(String name, String sentence, Injection injection) {
    return new FatalFault(name, sentence, injection, false);
  }

  /** Damages files; the test puts them back. */
  interface Injection {
    void inject(DataFiles files) throws Exception;
  }

  static Stream<FatalFault> all() {
    return Stream.of(ofTheLog(), ofTheKeys(), ofTheRulings()).flatMap(faults -> faults);
  }

  private static Stream<FatalFault> ofTheLog() {
    return Stream.of(
        new FatalFault(
            "log removed", "has 0 entries, and there were ", files -> files.remove("chat.db")),
        new FatalFault(
            "log empty", "has 0 entries, and there were ", files -> files.write("chat.db", "")),
        new FatalFault(
            "log overwritten", "cannot be opened ([SQLITE_NOTADB]", FatalFault::overwriteLog),
        // Entries are missing; or the log is damaged, where the server was killed while it copied
        // the
        // journal.
        new FatalFault("journal removed", "/chat.db ", files -> files.remove("chat.db-wal")),
        new FatalFault(
            "journal cut",
            " entries, and there were ",
            files -> files.write("chat.db-wal", files.half("chat.db-wal"))),
        new FatalFault("journal damaged", " entries, and there were ", FatalFault::damageJournal),
        new FatalFault(
            "log of a newer version", "was written by a newer version", FatalFault::makeNewer));
  }

  private static Stream<FatalFault> ofTheKeys() {
    return Stream.of(
        ofAnotherFile(
            "cookie keys empty",
            "cookie-keys is empty; put a copy of it back",
            files -> files.write(KEYS, "")),
        ofAnotherFile(
            "cookie keys cut",
            "cookie-keys has a line that is no key",
            files -> files.write(KEYS, files.half(KEYS))),
        ofAnotherFile(
            "cookie keys no text",
            "cookie-keys cannot be read (it is no text)",
            files -> files.write(KEYS, NO_TEXT)),
        ofAnotherFile(
            "cookie keys unreadable",
            "cookie-keys cannot be read (Is a directory)",
            files -> files.makeUnreadable(KEYS)),
        ofAnotherFile("owner key empty", "and has 0 lines", files -> files.write("owner-key", "")),
        ofAnotherFile(
            "owner key of two lines",
            "and has 2 lines",
            files -> files.write("owner-key", "x".repeat(30) + "\nsecond\n")),
        ofAnotherFile(
            "owner key unreadable",
            "owner-key cannot be read (Is a directory)",
            files -> files.makeUnreadable("owner-key")));
  }

  private static Stream<FatalFault> ofTheRulings() {
    return Stream.of(
        ofAnotherFile(
            "bans of a newer version",
            "bans has a line that this version does not know",
            files -> files.write("bans", "shadow somebody1234 2100-01-01T00:00:00Z\n")),
        ofAnotherFile(
            "bans no text",
            "bans cannot be read (it is no text)",
            files -> files.write("bans", NO_TEXT)),
        ofAnotherFile(
            "bans unreadable",
            "bans cannot be read (Is a directory)",
            files -> files.makeUnreadable("bans")),
        ofAnotherFile(
            "slow rooms of a newer version",
            "slow-rooms has a line that this version does not know",
            files -> files.write("slow-rooms", "slow PT5S until 2100\n")),
        ofAnotherFile(
            "slow rooms unreadable",
            "slow-rooms cannot be read (Is a directory)",
            files -> files.makeUnreadable("slow-rooms")));
  }

  /** Without its journal, because that has the first page, too. */
  private static void overwriteLog(DataFiles files) throws Exception {
    files.write("chat.db", overwritten(files.content("chat.db"), 0));
    files.remove("chat.db-wal");
  }

  private static void damageJournal(DataFiles files) throws Exception {
    byte[] journal = files.content("chat.db-wal");
    files.write("chat.db-wal", overwritten(journal, journal.length / 2));
  }

  /** Overwrites 100 bytes. */
  static byte[] overwritten(byte[] content, int from) {
    Arrays.fill(content, from, from + 100, (byte) 0xA5);
    return content;
  }

  private static void makeNewer(DataFiles files) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + files.path("chat.db"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("PRAGMA user_version = 99");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
