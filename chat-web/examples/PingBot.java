// A bot that answers "ping" with "pong", once, also over restarts: java PingBot.java URL TOKEN ROOM
import static java.net.http.HttpResponse.BodyHandlers.discarding;
import static java.net.http.HttpResponse.BodyHandlers.ofLines;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;

HttpClient http = HttpClient.newHttpClient();
String lastId = "";

void main(String[] args) throws Exception {
  URI room = URI.create(args[0]).resolve("/api/rooms/" + args[2] + "/");
  while (true) {
    try {
      HttpRequest.Builder stream = request(room.resolve("stream"), args[1]);
      String[] id = {""};
      http.send(
              (lastId.isEmpty() ? stream : stream.header("Last-Event-ID", lastId)).build(),
              ofLines())
          .body()
          .forEach(line -> {
            id[0] = line.startsWith("id: ") ? line.substring(4) : id[0];
            if (line.startsWith("data: ")) {
              if (line.contains("\"type\":\"said\"")
                  && line.contains("\"text\":\"ping\"")
                  && !line.contains("\"bot\":true")) {
                pong(
                    room.resolve("messages"),
                    args[1],
                    line.replaceFirst(".*\"seq\":(\\d+).*", "$1"));
              }
              lastId = id[0].isEmpty() ? lastId : id[0]; // Only now, so that nothing is left out.
            }
          });
    } catch (IOException | UncheckedIOException e) {
      System.err.println("coming back: " + e);
    }
    Thread.sleep(1_000);
  }
}

HttpRequest.Builder request(URI address, String token) {
  return HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token);
}

void pong(URI messages, String token, String seq) {
  try {
    HttpRequest.Builder say = request(messages, token).header("Content-Type", "application/json");
    var body = HttpRequest.BodyPublishers.ofString("{\"text\":\"pong\",\"re\":" + seq + "}");
    http.send(say.header("Idempotency-Key", "pong-" + seq).POST(body).build(), discarding());
  } catch (IOException e) {
    throw new UncheckedIOException(e);
  } catch (InterruptedException e) {
    throw new IllegalStateException(e);
  }
}
