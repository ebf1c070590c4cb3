package chat.postgres;

import chat.core.log.Transcripts;
import chat.core.testing.TranscriptContract;
import chat.postgres.testing.PostgresServer;
import java.sql.SQLException;
import java.time.InstantSource;
import org.junit.jupiter.api.Tag;

/** The log in a PostgreSQL database fulfils the contract of transcripts. */
@Tag("server")
class PostgresTranscriptContractTest extends TranscriptContract {
  private static final PostgresServer SERVER = PostgresServer.shared();

  @Override
  protected Transcripts open(InstantSource clock) throws SQLException {
    return new PostgresProvider().open(SERVER.cleared(), clock);
  }
}
