// A bot that answers "ping" with "pong", once, also over restarts: java PingBot.java URL TOKEN ROOM
import module java.net.http;

HttpClient http = HttpClient.newHttpClient();
// Matches a message of somebody who is no bot; the group is its number.
Pattern ping = Pattern.compile("data:(?!.*\"bot\":true).*said\",\"seq\":(\\d+),.*\"text\":\"ping\"");

void main(String[] args) throws Exception {
  URI room = URI.create(args[0]).resolve("/api/rooms/" + args[2] + "/");
  for (String cursor = ""; true; Thread.sleep(1_000)) {
    var stream = request(room.resolve("stream?after=" + cursor), args[1]).build();
    try (var lines = http.send(stream, HttpResponse.BodyHandlers.ofLines()).body()) {
      String id = cursor;
      for (String line : (Iterable<String>) lines::iterator) {
        id = line.startsWith("id: ") ? line.substring(4) : id;
        Matcher said = ping.matcher(line);
        if (said.lookingAt()) {
          pong(request(room.resolve("messages"), args[1]), said.group(1));
        }
        cursor = line.startsWith("data: ") ? id : cursor; // Only now, so that nothing is left out.
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("coming back: " + e);
    }
  }
}

HttpRequest.Builder request(URI address, String token) {
  return HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token);
}

void pong(HttpRequest.Builder say, String seq) throws IOException, InterruptedException {
  say.headers("Content-Type", "application/json", "Idempotency-Key", "pong-" + seq);
  var body = HttpRequest.BodyPublishers.ofString("{\"text\":\"pong\",\"re\":" + seq + "}");
  http.send(say.POST(body).build(), HttpResponse.BodyHandlers.discarding());
}
