package chat.app.page;

import chat.app.testing.PlainClient;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** A member without a browser, who talks by frames. */
final class RoomMember implements AutoCloseable {
  private final URI chat;
  private final String cookie;
  private final HttpClient http = HttpClient.newHttpClient();
  private PlainClient connection;
  private String room;
  private int ids;

  RoomMember(URI chat, String nickname) throws Exception {
    this.chat = chat;
    cookie = PlainClient.signIn(chat, nickname);
  }

  /** Enters a room in place of the one before. */
  void enter(String name) throws Exception {
    if (connection != null) {
      connection.close();
    }
    room = URLEncoder.encode(name, StandardCharsets.UTF_8);
    connection =
        PlainClient.connectByFrames(
            HttpClient.newHttpClient(), chat.resolve("/chat/" + room), "Cookie", cookie);
  }

  /** Says a text with pictures; returns its number once it is kept. */
  long says(String text, byte[]... pictures) throws Exception {
    var frame = new JsonObject();
    frame.addProperty("type", "say");
    frame.addProperty("text", text);
    var files = new JsonArray();
    for (byte[] picture : pictures) {
      files.add(upload(picture));
    }
    if (!files.isEmpty()) {
      frame.add("files", files);
    }
    return send(frame);
  }

  private JsonObject upload(byte[] picture) throws Exception {
    var request =
        HttpRequest.newBuilder(chat.resolve("/api/rooms/" + room + "/files?name=garden.jpg"))
            .header("Cookie", cookie)
            .POST(BodyPublishers.ofByteArray(picture));
    String answer = http.send(request.build(), BodyHandlers.ofString()).body();
    var file = new JsonObject();
    file.add("id", JsonParser.parseString(answer).getAsJsonObject().get("id"));
    file.addProperty("alt", "a garden with beds");
    return file;
  }

  long replies(long message, String text) throws Exception {
    var frame = new JsonObject();
    frame.addProperty("type", "say");
    frame.addProperty("text", text);
    frame.addProperty("re", message);
    return send(frame);
  }

  void reacts(long message, String emoji) throws Exception {
    var frame = new JsonObject();
    frame.addProperty("type", "react");
    frame.addProperty("of", message);
    frame.addProperty("emoji", emoji);
    frame.addProperty("on", true);
    long _ = send(frame);
  }

  /** Waits until a text was said; returns the number of its message. */
  long lastSeq(String text) throws Exception {
    JsonObject frame = next();
    while (!frame.has("text") || !frame.get("text").getAsString().equals(text)) {
      frame = next();
    }
    return frame.get("seq").getAsLong();
  }

  private long send(JsonObject frame) throws Exception {
    String id = "f" + ++ids;
    frame.addProperty("id", id);
    connection.send(frame.toString());
    JsonObject answer = next();
    while (!answer.get("type").getAsString().equals("ack")
        || !answer.get("id").getAsString().equals(id)) {
      answer = next();
    }
    return answer.get("seq").getAsLong();
  }

  private JsonObject next() throws Exception {
    return JsonParser.parseString(connection.receive()).getAsJsonObject();
  }

  @Override
  public void close() {
    connection.close();
    http.close();
  }
}
