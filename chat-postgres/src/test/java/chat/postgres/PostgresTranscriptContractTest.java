package chat.postgres;

import chat.core.log.Transcripts;
import chat.core.testing.TranscriptContract;
import chat.postgres.testing.PostgresServer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The log in a PostgreSQL database fulfils the contract of transcripts. */
@Tag("server")
@Tag("long")
class PostgresTranscriptContractTest extends TranscriptContract {
  private static PostgresServer server;

  @BeforeAll
  static void startServer() throws IOException {
    server = new PostgresServer();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @Override
  protected Transcripts open(InstantSource clock) throws SQLException {
    return new PostgresProvider().open(server.create(), clock);
  }
}
