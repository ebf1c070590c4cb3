/**
 * A client of the chat room, for programs: it connects to a room, comes back after every fault of
 * the network or the server, says each message once, and hears all entries in their order.
 *
 * <p>A bot that greets, each greeting once, also over crashes of its own:
 *
 * {@snippet :
 * final class GreeterBot {
 *   private final Path memory;
 *   private final CompletableFuture<ChatClient> client = new CompletableFuture<>();
 *
 *   GreeterBot(Path memory) {
 *     this.memory = memory;
 *   }
 *
 *   ChatClient start(URI server, String room) throws IOException, InterruptedException {
 *     ChatClient.Builder builder =
 *         ChatClient.at(server).nickname("Greeter").room(room).onEvent(this::hear);
 *     if (Files.exists(memory)) {
 *       List<String> lines = Files.readAllLines(memory);
 *       builder.cookie(lines.getFirst()).after(Cursor.parse(lines.getLast()));
 *     }
 *     client.complete(builder.connect());
 *     return client.join();
 *   }
 *
 *   private void hear(Event event) {
 *     switch (event) {
 *       case Event.Said said when said.text().startsWith("hello") -> greet(said);
 *       case Event.Disconnected gone -> System.err.println("back soon: " + gone.reason());
 *       default -> {}
 *     }
 *   }
 *
 *   private void greet(Event.Said said) {
 *     // The id is made of the number of what it answers, so that no greeting is said again.
 *     Draft greeting =
 *         Draft.of("Hello, " + said.from().name())
 *             .inReplyTo(said.seq())
 *             .withId("greet-" + said.seq());
 *     var _ = client.join().say(greeting).thenRun(this::remember);
 *   }
 *
 *   private void remember() {
 *     String cookie = client.join().cookie().orElseThrow();
 *     client.join().cursor().ifPresent(cursor -> write(cookie + "\n" + cursor));
 *   }
 *
 *   private void write(String lines) {
 *     try {
 *       Files.writeString(memory, lines);
 *     } catch (IOException e) {
 *       throw new UncheckedIOException(e);
 *     }
 *   }
 * }
 * }
 *
 * <p>The handler of events is called by one thread, in the order of the room. It may wait for what
 * it says, as long as fewer than 1,000 events come meanwhile.
 */
package chat.client;
