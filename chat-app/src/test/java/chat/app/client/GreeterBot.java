package chat.app.client;

import chat.client.ChatClient;
import chat.client.Cursor;
import chat.client.Draft;
import chat.client.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The example of the package's documentation, as it stands there. */
final class GreeterBot {
  private final Path memory;
  private final CompletableFuture<ChatClient> client = new CompletableFuture<>();

  GreeterBot(Path memory) {
    this.memory = memory;
  }

  ChatClient start(URI server, String room) throws IOException, InterruptedException {
    ChatClient.Builder builder =
        ChatClient.at(server).nickname("Greeter").room(room).onEvent(this::hear);
    if (Files.exists(memory)) {
      List<String> lines = Files.readAllLines(memory);
      builder.cookie(lines.getFirst()).after(Cursor.parse(lines.getLast()));
    }
    client.complete(builder.connect());
    return client.join();
  }

  private void hear(Event event) {
    switch (event) {
      case Event.Said said when said.text().startsWith("hello") -> greet(said);
      case Event.Disconnected gone -> System.err.println("back soon: " + gone.reason());
      default -> {}
    }
  }

  private void greet(Event.Said said) {
    // The id is made of the number of what it answers, so that no greeting is said again.
    Draft greeting =
        Draft.of("Hello, " + said.from().name())
            .inReplyTo(said.seq())
            .withId("greet-" + said.seq());
    var _ = client.join().say(greeting).thenRun(this::remember);
  }

  private void remember() {
    String cookie = client.join().cookie().orElseThrow();
    client.join().cursor().ifPresent(cursor -> write(cookie + "\n" + cursor));
  }

  private void write(String lines) {
    try {
      Files.writeString(memory, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
