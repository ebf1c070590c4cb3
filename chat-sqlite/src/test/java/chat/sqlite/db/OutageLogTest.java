package chat.sqlite.db;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sqlite.testing.RecordedLog;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The log has the beginning and the end of an outage, and is not flooded by it. */
class OutageLogTest {
  private final SQLException full = new SQLiteException("no space", SQLiteErrorCode.SQLITE_FULL);
  private final SQLException locked = new SQLiteException("locked", SQLiteErrorCode.SQLITE_BUSY);

  private final RecordedLog recorded = new RecordedLog(OutageLogTest.class);
  private final OutageLog outages =
      new OutageLog(
          System.getLogger(OutageLogTest.class.getName()), Level.WARNING, "fails", "works");
  private long now;

  @AfterEach
  void close() {
    recorded.close();
  }

  private void failed(SQLException e) {
    outages.failed(e, now);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void anOutageHasALineAtItsBeginningAndOneAtItsEnd() {
    outages.succeeded();
    failed(full);
    failed(full);
    failed(locked);
    outages.succeeded();
    outages.succeeded();
    assertThat(recorded.messages()).containsExactly("fails: no space", "works");
  }

  @Test
  void anOutageThatComesAndGoesIsLoggedOnceAMinute() {
    for (int second = 0; second < 90; second++) {
      failed(full);
      outages.succeeded();
      pass(Duration.ofSeconds(1));
    }
    assertThat(recorded.messages())
        .containsExactly("fails: no space", "works", "fails: no space", "works");
  }

  @Test
  void anOutageThatLastsAfterItWasLoggedIsLoggedAgain() {
    failed(full);
    outages.succeeded();
    pass(Duration.ofSeconds(10));
    failed(full);
    assertThat(recorded.messages()).containsExactly("fails: no space", "works");
    pass(Duration.ofMinutes(1));
    failed(full);
    assertThat(recorded.messages()).containsExactly("fails: no space", "works", "fails: no space");
  }

  @Test
  void anotherReasonIsLoggedAtOnce() {
    failed(full);
    outages.succeeded();
    failed(locked);
    outages.succeeded();
    assertThat(recorded.messages())
        .containsExactly("fails: no space", "works", "fails: locked", "works");
  }
}
