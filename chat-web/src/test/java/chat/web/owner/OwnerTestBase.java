package chat.web.owner;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.TestServer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that keeps bans and slow rooms in a folder, and the owner's requests to it. */
@Tag("server")
@Timeout(60)
abstract class OwnerTestBase {
  static final String BEARER = "Authorization: Bearer " + TestServer.OWNER_KEY;

  @TempDir Path folder;
  final TestServer server = new TestServer();

  void open() {
    server.folder = Optional.of(folder);
    server.start();
  }

  void restart() {
    server.close();
    server.start();
  }

  @AfterEach
  void close() {
    server.close();
  }

  /** The owner's key as a field of a form. */
  static String ownerKey() {
    return TestServer.encoded(TestServer.OWNER_KEY);
  }

  /** Runs one of the owner's actions. */
  void run(String action, String form) {
    assertThat(server.post("/api/owner/" + action, form, BEARER).status()).isEqualTo(204);
  }

  /** The id of a member that is present. */
  String idOf(String nickname) {
    String members = server.get("/api/owner", BEARER).body();
    Matcher id =
        Pattern.compile("\"id\":\"([^\"]+)\",\"name\":\"" + nickname + "\"").matcher(members);
    assertThat(id.find()).as(members).isTrue();
    return id.group(1);
  }
}
