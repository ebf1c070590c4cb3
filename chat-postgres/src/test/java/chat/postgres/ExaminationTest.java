package chat.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Finding;
import chat.core.log.Finding.Outcome;
import chat.core.log.TranscriptProvider.Location;
import chat.core.log.Transcripts;
import chat.postgres.testing.PostgresServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The checks of a database say what is wrong with it, and change nothing. */
@Tag("server")
class ExaminationTest {
  private static final PostgresServer SERVER = PostgresServer.shared();

  private static List<Finding> examine(Location location) {
    return new PostgresProvider().examine(location, Path.of("unused")).orElseThrow().findings();
  }

  private static void assertFailure(Location location, String subject, String text) {
    assertThat(examine(location))
        .anySatisfy(finding -> {
          assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
          assertThat(finding.subject()).isEqualTo(subject);
          assertThat(finding.text()).contains(text);
        });
  }

  private static Location withTables() throws SQLException {
    Location location = SERVER.create();
    try (Transcripts _ = new PostgresProvider().open(location, InstantSource.system())) {
      return location;
    }
  }

  @Test
  void aGoodDatabaseIsWell() throws SQLException {
    assertThat(examine(withTables()))
        .extracting(Finding::subject)
        .contains("database", "tables", "connections", "clock");
    assertThat(examine(withTables())).extracting(Finding::outcome).containsOnly(Outcome.OK);
  }

  @Test
  void aDatabaseWithoutTablesIsWellAndStaysSo() throws SQLException {
    Location location = SERVER.create();
    assertThat(examine(location)).extracting(Finding::outcome).containsOnly(Outcome.OK);
    assertThat(PostgresServer.query(location, "SELECT to_regclass('chat.log')")).isNull();
  }

  @Test
  void aDatabaseThatWouldLoseMessagesIsSaid() throws SQLException {
    Location location = SERVER.create();
    String name = location.uri().getPath().substring(1);
    PostgresServer.execute(location, "ALTER DATABASE " + name + " SET synchronous_commit = off");
    assertFailure(location, "database", "synchronous_commit is off");
  }

  @Test
  void tablesOfANewerVersionAreSaid() throws SQLException {
    Location location = withTables();
    PostgresServer.execute(location, "UPDATE chat.log SET version = 99");
    assertFailure(location, "tables", "format 99 of a newer version");
  }

  @Test
  void aUserWithoutRightsIsTold() throws SQLException {
    Location location = withTables();
    PostgresServer.execute(
        location,
        "CREATE ROLE stranger LOGIN PASSWORD 'x'; GRANT USAGE ON SCHEMA chat TO stranger;"
            + " GRANT SELECT ON chat.log TO stranger");
    var stranger =
        new Location(
            URI.create(location.uri().toString().replaceFirst("//[^@]*@", "//stranger@")),
            Optional.of("x"));
    assertFailure(stranger, "tables", "may not use");
  }

  @Test
  void aDatabaseThatCannotBeReachedIsSaid() throws IOException {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    URI uri = URI.create("postgresql://chat@127.0.0.1:" + port + "/x");
    assertFailure(new Location(uri, Optional.empty()), "database", "cannot be reached");
  }

  @Test
  void aWrongClockIsSaid() throws SQLException {
    Location location = SERVER.create();
    InstantSource late = InstantSource.offset(InstantSource.system(), Duration.ofMinutes(1));
    var database = chat.postgres.db.Database.of(location, System.getenv());
    assertThat(new PostgresExamination(late).run(database::connect))
        .anyMatch(
            finding -> finding.outcome() == Outcome.FAILED && finding.subject().equals("clock"));
  }
}
